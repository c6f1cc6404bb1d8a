package org.tosc.backends.snitch.asm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.asm.Statement.Repetition;
import org.tosc.tir.source.Span;

/// Statements as they are read, with what `.rept` repeats inside it.
final class StatementList {
  /// How many `.rept` may be in each other.
  private static final int MOST = 10;

  private final Faults faults;
  private final Deque<Open> open = new ArrayDeque<>();
  private List<Statement> current = new ArrayList<>();

  /// A `.rept` whose `.endr` is still to come.
  ///
  /// @param before the statements around it
  private record Open(Expression count, Span span, List<Statement> before) {}

  StatementList(Faults faults) {
    this.faults = faults;
  }

  void add(Statement statement) {
    Directive directive =
        statement instanceof Order order
            ? Directive.find(order.directive()).orElse(Directive.IGNORED)
            : Directive.IGNORED;
    if (statement instanceof Order order && directive == Directive.REPEAT) {
      begin(order);
    } else if (directive == Directive.END_REPEAT) {
      end(statement.span());
    } else {
      current.add(statement);
    }
  }

  private void begin(Order order) {
    if (open.size() == MOST) {
      faults.syntax(order.span(), "`.rept` is nested more than " + MOST + " deep");
    }
    Expression count = new Expression.Whole(0, order.span());
    if (order.arguments().size() == 1
        && order.arguments().getFirst() instanceof Argument.Plain(Expression given)) {
      count = given;
    } else {
      faults.operand(order.span(), "`.rept` takes a number");
    }
    open.push(new Open(count, order.span(), current));
    current = new ArrayList<>();
  }

  private void end(Span at) {
    if (open.isEmpty()) {
      faults.syntax(at, "`.endr` without its `.rept`");
      return;
    }
    Open closed = open.pop();
    // What is nested too deeply is told, and not gone through.
    List<Statement> body = open.size() < MOST ? current : List.of();
    current = closed.before;
    current.add(new Repetition(closed.count, body, closed.span));
  }

  List<Statement> all() {
    while (!open.isEmpty()) {
      faults.syntax(open.getLast().span, "`.rept` without its `.endr`");
      current = open.pop().before;
    }
    return List.copyOf(current);
  }
}
