package org.tosc.driver.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// Programs whose groups of tensor operations run often enough to become kernels.
///
/// A kernel rounds otherwise than the operations one by one: sums of hundreds of terms have other
/// last bits. So that the first and the last run of a group differ, but little, shows that a kernel
/// ran and was right.
class GroupKernelsTest {
  private static List<String> output(String program) throws Exception {
    return output(program, "jvm");
  }

  private static List<String> output(String program, String target) throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("groups.pseudo", program),
            Compiler.Language.PSEUDOCODE,
            (path, quoted, importer) -> null);
    Module module = compiled.module();
    if (module == null) {
      throw new AssertionError(compiled.diagnostics().toString());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .policy(Policy.STRICT)
            .seed(1)
            .engine(Programs.tensors())
            .gradients(Programs.gradients())
            .build();
    session.run(() -> Programs.load(module, target).call(Module.MAIN));
    session.out().flush();
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /// Both results of `f(x, w, b)`: of its first run, and of the first that differs.
  private static String program(String formula, String shapes) {
    String[] sizes = shapes.split("x", -1);
    String rows = sizes[0];
    String depth = sizes[1];
    String columns = sizes[2];
    return """
    fn f(x, w, b)
      return %s
    end
    x = randn([%s, %s])
    w = randn([%s, %s])
    b = randn([%s])
    first = f(x, w, b)
    last = first
    for i in 1..7000 do
      last = f(x, w, b)
      if float(max(abs(first - last))) > 0 then break end
    end
    off = max(abs(first - last) / (1 + abs(first)))
    print float(off) > 0
    print float(off) < 2e-5
    """
        .formatted(formula, rows, depth, depth, columns, columns);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu(x @ w + b) | 32x300x64",
        "tanh(x @ w + b) | 17x301x33",
        "sin(x @ w + b) | 17x301x33",
        "cos(x @ w) * sin(b * 1000000) | 16x300x40",
        "sigmoid(b + x @ w) * 3 | 1x512x100",
        "silu(x @ w) + b | 9x1290x7",
        "softmax(x @ w / 20, axis=1) | 30x400x50",
        "layernorm(x @ w + b) | 12x256x96",
        "sum(x * x + x, axis=1) | 64x700x2",
        "transpose(w) @ transpose(x) | 40x333x20",
      })
  void kernelsTakeOver(String formula, String shapes) throws Exception {
    assertEquals(List.of("true", "true"), output(program(formula, shapes)));
  }

  /// Weights in fewer bits than `f32`, which kernels read as they are.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "relu(x @ w) | cast(randn([320, 64]), bf16)",
        "x @ w | cast(randn([320, 48]), f16)",
        "silu(x @ cast(transpose(w), f32)) | cast(randn([50, 320]), f16)",
        "x @ transpose(dequantize(w)) | quantize(randn([64, 320]), 'q8_0')",
        "relu(x @ transpose(dequantize(w))) | quantize(randn([33, 320]), 'q4_0')",
        "x @ dequantize(w) | quantize(randn([320, 64]), 'q8_0')",
      })
  void kernelsReadFewerBits(String formula, String weights) throws Exception {
    String program =
        """
        fn f(x, w)
          return %s
        end
        x = randn([24, 320])
        w = %s
        first = f(x, w)
        last = first
        for i in 1..7000 do
          last = f(x, w)
          if float(max(abs(first - last))) > 0 then break end
        end
        off = max(abs(first - last) / (1 + abs(first)))
        print float(off) > 0
        print float(off) < 2e-5
        """
            .formatted(formula, weights.replace('\'', '"'));
    assertEquals(List.of("true", "true"), output(program));
  }

  /// Without elements there is nothing to compile, and nothing that a target could refuse.
  @ParameterizedTest
  @ValueSource(strings = {"jvm", "x86_64"})
  void groupsWithoutElementsStayOperations(String target) throws Exception {
    assumeTrue(Programs.obstacle(target) == null, () -> "not checked: " + target);
    String program =
        """
        fn f(x, w)
          return sum(softmax(x * 2 + 1, axis=1) * 3) + sum(x @ w + 1)
        end
        x = zeros([3, 0])
        w = zeros([0, 4])
        last = f(x, w)
        for i in 1..%d do last = f(x, w) end
        print float(last)
        """
            // More runs than it takes until kernels take over: 5 µs each of 5 or 200 ms.
            .formatted(target.equals("jvm") ? 15_000 : 2_500);
    assertEquals(List.of("12"), output(program, target));
  }

  /// Derivatives are taken of the operations: the same bits before and after.
  @Test
  void derivativesStay() throws Exception {
    assertEquals(
        List.of("0", "true"),
        output(
            """
            fn f(x, w)
              return sum(relu(x @ w + 1))
            end
            x = randn([32, 300])
            w = randn([300, 64])
            g = grad(f, 1)
            first = g(x, w)
            one = f(x, w)
            last = one
            for i in 1..400 do last = f(x, w) end
            print float(max(abs(first - g(x, w))))
            print float(abs(one - last)) < 1e-5 * float(abs(one))
            """));
  }

  /// A run that another engine of tensors has to see does not go to a kernel, nor count.
  @Test
  void otherEnginesSeeAll() throws Exception {
    Module module =
        Objects.requireNonNull(
            Compiler.compile(
                    new Source(
                        "groups.pseudo",
                        program("relu(x @ w + b)", "32x300x64").replace("7000", "1500")),
                    Compiler.Language.PSEUDOCODE,
                    (path, quoted, importer) -> null)
                .module());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] calls = {0};
    var kernels = Programs.tensors();
    Session session =
        Session.builder()
            .out(out)
            .policy(Policy.STRICT)
            .seed(1)
            .engine(
                (op, args, attributes) -> {
                  calls[0] += op.equals("matmul") ? 1 : 0;
                  return kernels.apply(op, args, attributes);
                })
            .build();
    session.run(() -> Programs.load(module, "jvm").call(Module.MAIN));
    assertEquals(1500, calls[0]);
    session.out().flush();
    assertEquals(List.of("false", "true"), out.toString(StandardCharsets.UTF_8).lines().toList());
  }
}
