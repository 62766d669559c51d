"""The campaign as pure functions: state, laws, observation types, priors and their compiler."""
