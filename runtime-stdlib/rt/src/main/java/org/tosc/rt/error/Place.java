package org.tosc.rt.error;

/// Where in the sources of a program something is: the file as its source is called, line and
/// column from 1.
public record Place(String file, int line, int column) {}
