"""What is true: vocabulary, records, time, names; below them reasoning, stores and exports."""
