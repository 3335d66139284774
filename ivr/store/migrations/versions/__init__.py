"""One file a revision. A released one is never changed; columns are added first and removed a release later."""
