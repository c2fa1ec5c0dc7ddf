"""Documents into chunks into embeddings, and back by retrieval, in a process of their own."""
