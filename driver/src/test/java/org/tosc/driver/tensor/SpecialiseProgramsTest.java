package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tosc.passes.specialise.Argument;
import org.tosc.passes.specialise.Outcome;
import org.tosc.passes.specialise.Specialise;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.HostOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorType;

/// Small functions of Pseudocode whose last part is specialised: what has a version computes what
/// the part computes, what has none says why.
class SpecialiseProgramsTest {
  private static final Argument INT = Argument.Numeric.INT;
  private static final Argument REAL = Argument.Numeric.REAL;
  private static final Argument TRUTH = Argument.Numeric.BOOL;
  private static final Argument LIST = Argument.Other.OTHER;

  private static Argument f32(long... extents) {
    return Parts.tensor(extents);
  }

  private static Argument f64(long... extents) {
    return new Argument.Tensor(TensorType.of(Scalar.F64, extents));
  }

  private static Argument i64(long... extents) {
    return new Argument.Tensor(TensorType.of(Scalar.I64, extents));
  }

  private static Argument constant(long value) {
    return new Argument.Constant(Attribute.of(value));
  }

  /// A function of one expression, or of several lines, as the value that somebody may call.
  private static Module module(String params, String body) {
    String lines = body.contains("\n") ? body : "return " + body;
    return Parts.outlined(
        "f.pseudo",
        "fn f(%s)\n  %s\nend\nhold = [f]\nprint len(hold)\n"
            .formatted(params, lines.replace("\n", "\n  ")));
  }

  private static Function part(Module module) {
    List<Function> parts =
        module.functions().stream().filter(f -> f.symbol().startsWith("f.part")).toList();
    assertTrue(!parts.isEmpty(), "no part");
    return parts.getLast();
  }

  /// Arguments in the order of the part's parameters, which is that of their first use.
  private static DynamicTest same(String params, String body, Argument... arguments) {
    return DynamicTest.dynamicTest(
        body,
        () -> {
          Module module = module(params, body);
          Outcome.Made made = Parts.made(module, part(module).symbol(), List.of(arguments));
          assertTrue(made.function().body().ops().stream().noneMatch(o -> o.op() == HostOp.INVOKE));
        });
  }

  @TestFactory
  Stream<DynamicTest> versionsComputeWhatPartsCompute() {
    return Stream.of(
        same("x, w, b", "softmax(relu(x @ w + b), axis=1)", f32(4, 8), f32(8, 3), f32(3)),
        same("x, w, b", "softmax(relu(x @ w + b), axis=1)", f64(4, 8), f64(8, 3), f64(3)),
        same("x, k, n", "relu(x) * k + 2 / n - 0.5", f32(4, 8), REAL, INT),
        same("x, k, n", "relu(x) * k + n", i64(4), INT, INT),
        same("x, y", "relu(x) / len(y)", f32(6), f32(3, 2)),
        same("x", "x.softmax(axis=1) * cast(x > 0.5, f32)", f32(4, 8)),
        same("x, w", "relu(x)[1:3, :] @ w[:, 0:2]", f32(4, 8), f32(8, 3)),
        same("x", "relu(x)[0] + x[-1] + x[..., 1:][2, 0:1]", f32(4, 8)),
        same(
            "x, h, n",
            "relu(x)[:, h * n:(h + 1) * n] @ x.T[h * n:(h + 1) * n]",
            f32(4, 8),
            constant(1),
            constant(4)),
        same("x, y", "relu(concat([relu(x), y], axis=1))", f32(4, 8), f32(4, 2)),
        same("x, y", "sum(stack([relu(x), y]), axis=0)", f32(4, 8), f32(4, 8)),
        same("x", "x.T @ relu(x)", f32(4, 8)),
        same("x", "relu(reshape(x, [x.shape[1], x.shape[0]]))", f32(4, 8)),
        same("x", "reshape(relu(x), [-1, 2]) ** 2", f32(4, 8)),
        same("x", "-relu(x) % 0.75 - (x < 0.5) * x", f32(4, 8)),
        same("x, k", "relu(x) * float(sum(relu(x))) * k", f32(4, 8), REAL),
        same("x", "mean(relu(x), axis=0, keepdims=true) - max(x)", f32(4, 8)),
        same("x, t", "relu(cast(x, f64)) * where(t, x, 0)", f32(4, 8), f32(4, 8)),
        same("x, w", "for i in 0..3 do\n  x = relu(x @ w)\nend\nreturn x", f32(4, 4), f32(4, 4)),
        same(
            "x, n",
            "rows = []\nfor i in 0..n do\n  rows.push(relu(x[i]) * i)\nend\nreturn stack(rows)",
            constant(3),
            f32(4, 3)),
        same(
            "x, n",
            "y = relu(x)\nfor i in 1 to n do\n  for j in 0..2 do\n    y = relu(y * i + j)\n  end\n"
                + "end\nreturn y + x",
            f32(4, 3),
            constant(3)));
  }

  private record Refused(String params, String body, List<Argument> arguments, String why) {}

  @Test
  void whatHasNoVersionSaysWhy() {
    List<Refused> table =
        List.of(
            new Refused("x, w", "relu(x @ w)", List.of(f32(2, 3), f32(2, 3)), "host.matmul of"),
            new Refused("x, w", "relu(x @ w)", List.of(f32(2, 3), LIST), "any"),
            new Refused("x, w", "relu(x @ w)", List.of(f32(2, 3), REAL), "f64"),
            new Refused("x, n", "relu(x)[0:n]", List.of(f32(2, 3), INT), "host.slice of"),
            new Refused("x, n", "relu(x)[0:n]", List.of(f32(2, 3), constant(9)), "host.slice of"),
            new Refused("x, n", "relu(x)[n]", List.of(f32(2, 3), LIST), "host.get of"),
            new Refused("x", "relu(x)[0, 1] + relu(x)", List.of(f32(2, 3)), "host.get of"),
            new Refused("x, y", "relu(x) + x.size * y", List.of(f32(2), TRUTH), "of numbers"),
            new Refused("x, y", "relu(x) + y", List.of(f32(2), TRUTH), "host.add of"),
            new Refused(
                "x, n",
                "for i in 0..n do\n  x = relu(x * x)\nend\nreturn x",
                List.of(f32(2), INT),
                "host.range of bounds"),
            new Refused(
                "x, n",
                "for i in 0..n do\n  x = relu(x * x)\nend\nreturn x",
                List.of(f32(2), constant(1000)),
                "host.range of so many numbers"));
    for (Refused row : table) {
      Module module = module(row.params(), row.body());
      Function part = part(module);
      Outcome outcome = Specialise.specialise(module, part, row.arguments());
      Outcome.Refused refused = assertInstanceOf(Outcome.Refused.class, outcome, row.body());
      assertTrue(refused.why().contains(row.why()), row.body() + ": " + refused.why());
    }
  }

  /// The caller stores variables when the part is done, so nothing may raise after one is written.
  @Test
  void whatMayRaiseBehindAWriteIsRefused() {
    String text =
        """
        w = nil
        fn f(x, y)
          w = relu(x @ x)
          return relu(y) + y
        end
        hold = [f, w]
        print len(hold)
        """;
    Module module = Parts.outlined("f.pseudo", text);
    Function part = part(module);
    assertEquals(List.of("w"), part.attributes().strings("writes"));
    List<Argument> floats = List.of(f32(2, 2), f32(3));
    assertInstanceOf(Outcome.Made.class, Specialise.specialise(module, part, floats));
    List<Argument> integers = List.of(f32(2, 2), i64(3));
    assertEquals(
        new Outcome.Refused("tensor.add may raise after a variable was written"),
        Specialise.specialise(module, part, integers));
  }

  /// What decides on shapes is known before any argument is.
  @Test
  void partsSayWhichNumbersDecide() {
    Map<String, List<Long>> table =
        Map.of(
            "relu(x)[:, h * n:]", List.of(1L, 2L),
            "relu(x) * h + n", List.of(),
            "reshape(relu(x * h), [x.shape[0] * n, -1])", List.of(2L),
            "relu(x).sum(axis=n) * h", List.of(1L));
    table.forEach(
        (body, decisive) -> {
          Module module = module("x, h, n", body);
          Function part = Objects.requireNonNull(part(module));
          assertEquals(decisive, part.attributes().integers("constants"), body);
        });
  }
}
