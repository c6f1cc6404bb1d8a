package org.tosc.backends.snitch.asm;

import java.util.List;
import org.tosc.tir.source.Span;

/// A label, instruction or directive.
sealed interface Statement {
  Span span();

  /// `name:`, or `1:`.
  record Label(String name, Span span) implements Statement {
    boolean isNumeric() {
      return Character.isDigit(name.charAt(0));
    }
  }

  /// `name = value`.
  record Assignment(String name, Expression value, Span span) implements Statement {}

  /// `.word 1, 2`.
  record Order(String directive, List<Argument> arguments, Span span) implements Statement {
    public Order {
      arguments = List.copyOf(arguments);
    }
  }

  /// `addi a0, a0, 1`.
  ///
  /// @param name where its mnemonic stands
  record Operation(String mnemonic, List<Argument> arguments, Span name, Span span)
      implements Statement {
    public Operation {
      arguments = List.copyOf(arguments);
    }
  }
}
