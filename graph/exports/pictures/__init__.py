"""From nodes and edges to geometry: what is told, how it is arranged, where it stands."""
