package org.tosc.frontend.neuro.ast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// Writes a tree as s-expressions, one item and one statement a line: `tosc build --emit ast`.
///
/// ```text
/// x += f(1, k = a[2]);      (+= x (call f 1 (k= ([] a 2))))
/// fn one() -> i32 { 1 }     (fn one () <i32> (:
///                             (=> 1)))
/// ```
///
/// `(: …)` is a block, `(=> …)` its value. Types stand in angle brackets, extents in square ones,
/// `-` is an absent part. The text has no positions: trees that print alike mean the same.
public final class AstPrinter {
  /// What is still to be written: a [Node], a text, or a change of the indentation.
  private final Deque<Object> work = new ArrayDeque<>();

  private final StringBuilder out = new StringBuilder();
  private int depth;

  private enum Move {
    IN,
    OUT,
    LINE
  }

  private AstPrinter() {}

  public static String print(SourceFile file) {
    StringBuilder text = new StringBuilder();
    for (Item item : file.items()) {
      text.append(print(item)).append('\n');
    }
    return text.toString();
  }

  public static String print(Node node) {
    AstPrinter printer = new AstPrinter();
    printer.work.push(node);
    printer.run();
    return printer.out.toString();
  }

  /// A loop with its own stack: a chain of operators may be as deep as the source is long.
  private void run() {
    while (!work.isEmpty()) {
      switch (work.pop()) {
        case Move move -> move(move);
        case Node node -> form(AstForms.of(node));
        case AstForms.Form form -> form(form);
        case Object text -> out.append(text);
      }
    }
  }

  private void move(Move move) {
    switch (move) {
      case IN -> depth++;
      case OUT -> depth--;
      case LINE -> out.append('\n').append("  ".repeat(depth));
    }
  }

  private void form(AstForms.Form form) {
    out.append(form.open());
    work.push(form.close());
    if (form.lines()) {
      lines(form.parts());
    } else {
      inline(form.parts());
    }
  }

  /// The first part behind the opening bracket, each other on a line of its own.
  private void lines(List<?> parts) {
    work.push(Move.OUT);
    for (int i = parts.size() - 1; i >= 0; i--) {
      work.push(parts.get(i));
      if (i > 0) {
        work.push(Move.LINE);
      }
    }
    work.push(Move.IN);
  }

  private void inline(List<?> parts) {
    for (int i = parts.size() - 1; i >= 0; i--) {
      work.push(parts.get(i));
      if (i > 0) {
        work.push(" ");
      }
    }
  }
}
