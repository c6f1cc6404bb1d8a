package org.tosc.backends.snitch.asm;

import java.util.List;
import org.tosc.tir.source.Span;

/// A label, instruction or directive.
sealed interface Statement {
  Span span();

  /// `name:`.
  record Label(String name, Span span) implements Statement {}

  /// `1:`.
  record NumericLabel(int number, Span span) implements Statement {}

  /// `name = value`.
  record Assignment(String name, Expression value, Span span) implements Statement {}

  /// `.word 1, 2`.
  ///
  /// @param name where the directive itself stands
  record Order(String directive, List<Argument> arguments, Span name, Span span)
      implements Statement {
    public Order {
      arguments = List.copyOf(arguments);
    }
  }

  /// `.rept 3` … `.endr`.
  ///
  /// @param span the line of `.rept`
  record Repetition(Expression count, List<Statement> body, Span span) implements Statement {
    public Repetition {
      body = List.copyOf(body);
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
