package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Reads assembly and writes object files.
///
/// ```java
/// Assembly assembly = Assembler.assemble(new Source("axpy.s", text));
/// byte[] object = assembly.bytes();
/// ```
public final class Assembler {
  /// How often places may move before that is a fault of the source.
  private static final int MOST_PASSES = 40;

  private Assembler() {}

  /// What becomes of a source; its faults are among the result.
  public static Assembly assemble(Source source) {
    Faults syntax = new Faults();
    List<Statement> statements = StatementReader.read(source, syntax);
    Set<String> linked = linked(statements);
    Set<Integer> longBranches = new HashSet<>();
    Pass pass = new Pass(null, linked, longBranches);
    pass.runAll(statements);
    for (int i = 0; ; i++) {
      Pass next = new Pass(pass, linked, longBranches);
      int before = longBranches.size();
      next.runAll(statements);
      boolean isSettled = next.scope().sameAs(pass.scope()) && longBranches.size() == before;
      if (i == MOST_PASSES && !isSettled) {
        next.scope().tellChanges(pass.scope(), next.faults());
      }
      pass = next;
      if (isSettled || i == MOST_PASSES) {
        break;
      }
    }
    Closing closing = new Closing(pass, linked);
    return new Assembly(
        closing.object(), pass.lines(), sorted(syntax.found(), pass.faults().found()));
  }

  /// Names of which other files may say what they are, although they are defined here.
  private static Set<String> linked(List<Statement> statements) {
    Set<String> names = new HashSet<>();
    Set<String> local = new HashSet<>();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Repetition repetition) {
        names.addAll(linked(repetition.body()));
      }
      if (statement instanceof Order order) {
        Directive directive = Directive.find(order.directive()).orElse(Directive.IGNORED);
        if (directive == Directive.WEAK) {
          names.addAll(names(order));
        } else if (directive == Directive.COMMON) {
          names(order).stream().findFirst().ifPresent(names::add);
        } else if (directive == Directive.LOCAL) {
          local.addAll(names(order));
        }
      }
    }
    names.removeAll(local);
    return names;
  }

  private static List<String> names(Order order) {
    List<String> names = new ArrayList<>();
    for (Argument argument : order.arguments()) {
      if (argument instanceof Argument.Plain(Expression.Name(String name, _))) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<Diagnostic> sorted(List<Diagnostic> first, List<Diagnostic> second) {
    List<Diagnostic> all = new ArrayList<>(first);
    all.addAll(second);
    all.sort(Comparator.comparingInt(d -> d.span().start()));
    return all;
  }
}
