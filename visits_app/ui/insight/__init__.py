"""The three parts of the Insight page: timeline, themes by teams, disagreements."""
