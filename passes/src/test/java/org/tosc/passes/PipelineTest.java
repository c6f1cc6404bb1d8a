package org.tosc.passes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tosc.passes.rewrite.Rewriter;
import org.tosc.passes.rewrite.Rule;
import org.tosc.passes.rewrite.Topic;
import org.tosc.tir.ir.CoreOp;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Region;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;

/// The table of passes and how passes are run.
class PipelineTest {
  private static final String TEXT =
      """
      func @f(%0: f64) -> (f64) {
        %1 = core.neg(%0)
        %2 = core.neg(%1)
        core.return(%2)
      }
      """;

  private static Module module(String text) {
    return ((Reader.Result.Read) Reader.read(new Source("test.tir", text))).module();
  }

  private static Pass pass(String name, Pass.Body body) {
    return Pass.of(name, "for a test", body);
  }

  @Test
  void aTableThatBreaksAConstraintIsRefused() {
    List<Order> orders = List.of(Order.before("a", "b", "b reads what a writes"));
    assertNull(Order.complaint(List.of("a", "x", "b"), orders));
    assertEquals(
        "`a` must stand before `b`: b reads what a writes",
        Order.complaint(List.of("b", "a"), orders));
    assertEquals("there is no pass `b`", Order.complaint(List.of("a"), orders));
    assertEquals("two passes named `a`", Order.complaint(List.of("a", "b", "a"), orders));
  }

  @Test
  void everyPassSaysWhatItDoes() {
    for (Pass pass : Passes.all()) {
      assertTrue(pass.doc().length() > 20, pass.name());
      assertTrue(pass.name().matches("[a-z][a-z-]*"), pass.name());
      assertSame(pass, Passes.named(pass.name()));
    }
    Passes.orders().forEach(o -> assertTrue(o.reason().length() > 10, o.toString()));
  }

  @Test
  void aDisabledPassDoesNotRun() {
    Module module = module(TEXT);
    Pipeline.Options off = new Pipeline.Options(Set.copyOf(Passes.names()), null, true, Set.of());
    assertSame(module, Pipeline.run(module, off, Pipeline.Trace.NONE));
    List<String> ran = new ArrayList<>();
    Pipeline.run(module, Pipeline.Options.DEFAULT, step -> ran.add(step.pass().name()));
    assertEquals(
        Passes.all().stream().filter(p -> p.use() == Pass.Use.ALWAYS).map(Pass::name).toList(),
        ran);
  }

  @Test
  void aRunStopsAfterAPass() {
    List<String> ran = new ArrayList<>();
    String last = Passes.names().getLast();
    Pipeline.run(module(TEXT), Pipeline.Options.DEFAULT.upTo(last), s -> ran.add(s.pass().name()));
    assertEquals(Passes.names(), ran);
    assertThrows(
        IllegalArgumentException.class,
        () -> Pipeline.run(module(TEXT), Pipeline.Options.DEFAULT.upTo("no-such"), s -> {}));
  }

  @Test
  void aFaultNamesItsPass() {
    Pass breaks =
        pass(
            "breaks",
            (m, work) -> {
              throw new IllegalStateException("oh");
            });
    PassFault fault =
        assertThrows(
            PassFault.class,
            () -> Pipeline.run(module(TEXT), List.of(breaks), Pipeline.Options.DEFAULT, s -> {}));
    assertEquals("breaks", fault.pass());
    assertEquals("pass `breaks`: oh", fault.getMessage());
  }

  @Test
  void theVerifierLooksAtWhatAPassMade() {
    Pass cuts =
        pass(
            "cuts",
            (m, work) -> {
              Function f = m.functions().getFirst();
              Region none = new Region(f.params(), f.body().ops().subList(1, 3));
              return new Module(
                  List.of(),
                  List.of(new Function(f.symbol(), f.results(), none, f.attributes(), f.span())));
            });
    Pipeline.Options verifying = Pipeline.Options.DEFAULT.verifying();
    PassFault fault =
        assertThrows(
            PassFault.class, () -> Pipeline.run(module(TEXT), List.of(cuts), verifying, s -> {}));
    String message = Objects.requireNonNull(fault.getMessage());
    assertTrue(message.startsWith("pass `cuts`: the verifier refuses %1 is used"), message);
  }

  @Test
  void rulesThatDoNotSettleAreNamed() {
    Rule around =
        Rule.of(
            "round and round", CoreOp.NEG, (o, m) -> m.make(CoreOp.NEG, o.operand(0)).results());
    Topic topic =
        Topic.of("endless", CoreOp.class, () -> Set.of(CoreOp.NEG), () -> List.of(around));
    IllegalStateException fault =
        assertThrows(
            IllegalStateException.class,
            () -> Rewriter.run(module(TEXT), List.of(topic), new Work(Set.of())));
    assertEquals("rule `round and round` does not settle", fault.getMessage());
  }

  /// Ten thousand operations in a row, and one rewritten chain of them: no recursion on length.
  @Test
  void longFunctionsAreRewritten() {
    StringBuilder text = new StringBuilder("func @f(%0: f64) -> (f64) {\n");
    int n = 20_000;
    for (int i = 1; i <= n; i++) {
      text.append("  %").append(i).append(" = core.neg(%").append(i - 1).append(")\n");
    }
    text.append("  core.return(%").append(n).append(")\n}\n");
    Module made =
        Pipeline.run(
            module(text.toString()), Pipeline.Options.DEFAULT.verifying(), Pipeline.Trace.NONE);
    assertTrue(Printer.print(made).contains("core.return(%0)"));
  }
}
