"""The desk for compiled papers: the text part by part, its changes, and what a paper is about."""
