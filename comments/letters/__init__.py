"""Letters to one person about their comments: when they are due, what they say, and how they are refused."""
