package org.tosc.driver.fuzz;

import java.util.List;

/// A program that the engines do not agree on.
///
/// @param kind which generator made it: `tir`, `source`, `tensor` or `kernel`
/// @param choices what makes it
/// @param program the program as text
record Mismatch(String kind, List<Integer> choices, String program, String interp, String other) {
  @Override
  public String toString() {
    return kind
        + " "
        + Choices.text(choices)
        + "\n"
        + program
        + "\n-- interp: "
        + interp
        + "\n-- jvm:    "
        + other
        + "\n";
  }
}
