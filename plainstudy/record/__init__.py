"""What a registry says about one study: typed, pure, and no more precise than the registry was."""
