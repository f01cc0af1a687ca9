"""The graph: vocabulary, records, time, names, reasoning, stores and exports."""
