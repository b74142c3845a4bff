"""ResolvedReport -> Claims. An engine is a module of this folder; ``parts`` holds what engines share."""
