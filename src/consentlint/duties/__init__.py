"""The duties that come with an embed: the register of services, its documents, and what is drawn from both."""
