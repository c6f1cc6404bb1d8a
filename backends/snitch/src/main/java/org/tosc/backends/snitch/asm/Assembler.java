package org.tosc.backends.snitch.asm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    pass.run(statements);
    boolean isSettled = false;
    for (int i = 0; i < MOST_PASSES && !isSettled; i++) {
      Pass next = new Pass(pass, linked, longBranches);
      int before = longBranches.size();
      next.run(statements);
      isSettled =
          longBranches.size() == before
              && next.scope().definitions().equals(pass.scope().definitions());
      pass = next;
    }
    if (!isSettled) {
      pass.faults().symbol(source.span(0, 0), "symbols whose values depend on themselves");
    }
    Closing closing = new Closing(pass, linked);
    return new Assembly(
        closing.object(), pass.lines(), sorted(syntax.found(), pass.faults().found()));
  }

  /// Names that only the linker knows, although they may be defined here.
  private static Set<String> linked(List<Statement> statements) {
    Set<String> names = new LinkedHashSet<>();
    for (Statement statement : statements) {
      if (statement instanceof Order order && isOfLinker(order)) {
        for (Argument argument : order.arguments()) {
          if (argument instanceof Argument.Plain(Expression.Name(String name, _))) {
            names.add(name);
          }
        }
      }
    }
    return names;
  }

  private static boolean isOfLinker(Order order) {
    return Directive.find(order.directive())
        .filter(d -> d == Directive.WEAK || d == Directive.COMMON || d == Directive.LOCAL_COMMON)
        .isPresent();
  }

  private static List<Diagnostic> sorted(List<Diagnostic> first, List<Diagnostic> second) {
    List<Diagnostic> all = new ArrayList<>(first);
    all.addAll(second);
    all.sort(Comparator.comparingInt(d -> d.span().start()));
    return all;
  }
}
