package org.tosc.rt.error;

/// The kinds of run-time errors. A guest program reads the kind's [#text] as `e.kind`.
///
/// User code may also make errors of its own kinds with `error(kind, message)`; those have no row
/// here.
public enum ErrorKind {
  TYPE("TypeError", "an operation got a value of a kind that it does not accept"),
  VALUE("ValueError", "a value of the right kind is outside what the operation accepts"),
  INDEX("IndexError", "an index lies outside a list, string, range or tensor"),
  KEY("KeyError", "a dictionary has no such key"),
  NAME("NameError", "a name has no value yet"),
  ATTRIBUTE("AttributeError", "a value has no such field, method or property"),
  ARGUMENT("ArgumentError", "a call's arguments do not fit the function's parameters"),
  ZERO_DIVISION("ZeroDivisionError", "`div`, `%` or `mod` by zero"),
  OVERFLOW("OverflowError", "an integer result does not fit 64 bits"),
  STACK_OVERFLOW("StackOverflow", "calls are nested too deeply"),
  SHAPE("ShapeError", "tensor shapes do not fit together"),
  DTYPE("DTypeError", "a tensor operation does not accept this element type"),
  IO("IOError", "a file or stream could not be read or written"),
  LOAD("LoadError", "a model or data file is missing or damaged"),
  GIT("GitError", "git could not do what a `git` statement asks of it"),
  IMPORT("ImportError", "a module could not be imported"),
  PERMISSION("PermissionDenied", "the policy in force does not allow the operation"),
  ASSERTION("AssertionError", "an `assert` does not hold"),
  PARSE("ParseError", "text such as JSON or a pattern could not be parsed"),
  OUT_OF_MEMORY("OutOfMemory", "there is not enough memory"),
  UNAVAILABLE("Unavailable", "a device, engine or tool is absent"),
  INTERRUPTED("Interrupted", "the program was asked to stop"),
  RACE("RaceError", "two programs of a launch touch the same element");

  private final String text;
  private final String doc;

  ErrorKind(String text, String doc) {
    this.text = text;
    this.doc = doc;
  }

  /// The name a guest program sees, such as `IndexError`.
  public String text() {
    return text;
  }

  /// One line that says when the kind is raised.
  public String doc() {
    return doc;
  }
}
