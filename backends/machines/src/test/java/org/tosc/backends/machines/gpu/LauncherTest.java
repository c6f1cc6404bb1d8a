package org.tosc.backends.machines.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tosc.backends.machines.gpu.cost.GpuFile;
import org.tosc.backends.machines.gpu.tile.DType;
import org.tosc.backends.machines.gpu.triton.KernelFile;
import org.tosc.backends.machines.gpu.triton.Launcher;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Source;

/// Launchers of files are run as they stand there.
class LauncherTest {
  private static Launcher.Run run(Fixture f, String name, Object... arguments) {
    Launcher launcher =
        f.file.launchers().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
    List<Argument> all = new ArrayList<>();
    for (Object argument : arguments) {
      all.add(Fixture.argument(argument));
    }
    return launcher.run(f.machine, all, LaunchOptions.DEFAULT);
  }

  private static Argument tensor(Data data, long... shape) {
    List<Long> extents = new ArrayList<>();
    for (long extent : shape) {
      extents.add(extent);
    }
    return new Argument.Tensor(data.buffer(), extents);
  }

  private static double element(Argument.Tensor tensor, int index) {
    return Float.intBitsToFloat((int) tensor.buffer().bits(index));
  }

  @Test
  void gridsOfLambdas() {
    Fixture f = Fixture.of("add.py");
    Data x = Data.random(f.machine, "x", DType.F32, 2500, 1);
    Data y = Data.random(f.machine, "y", DType.F32, 2500, 2);
    Launcher.Run run = run(f, "add", tensor(x, 50, 50), tensor(y, 50, 50));
    assertEquals(List.of(), Fixture.words(run.diagnostics()));
    assertEquals(3, run.launches().getFirst().report().grid().x());
    assertEquals(List.of(50L, 50L), run.tensors().getFirst().shape());
    for (int i = 0; i < 2500; i++) {
      assertEquals((float) x.get(i) + (float) y.get(i), element(run.tensors().getFirst(), i));
    }
  }

  @Test
  void shapesStridesAndConfigurations() {
    Fixture f = Fixture.of("matmul.py");
    Data a = Data.random(f.machine, "a", DType.F16, 40 * 48, 3);
    Data b = Data.random(f.machine, "b", DType.F16, 48 * 80, 4);
    Launcher.Run run = run(f, "matmul", tensor(a, 40, 48), tensor(b, 48, 80), "leaky_relu");
    assertEquals(List.of(), Fixture.words(run.diagnostics()));
    assertEquals(4, run.launches().getFirst().report().grid().size());
    assertEquals(4, run.launches().getFirst().report().stages());
    double expected = 0;
    for (int k = 0; k < 48; k++) {
      expected += a.get(39 * 48 + k) * b.get(k * 80 + 79);
    }
    expected = expected >= 0 ? expected : 0.01 * expected;
    double found =
        Float.float16ToFloat((short) run.tensors().getFirst().buffer().bits(39 * 80 + 79));
    assertEquals(expected, found, 1e-3 * Math.abs(expected) + 1e-4);
  }

  @Test
  void rows() {
    Fixture f = Fixture.of("softmax.py");
    Data x = Data.random(f.machine, "x", DType.F32, 9 * 70, 5);
    Launcher.Run run = run(f, "softmax", tensor(x, 9, 70));
    assertEquals(List.of(), Fixture.words(run.diagnostics()));
    double sum = 0;
    for (int i = 0; i < 70; i++) {
      sum += element(run.tensors().getFirst(), 70 * 8 + i);
    }
    assertEquals(1, sum, 1e-6);
  }

  @Test
  void whatIsNotUnderstoodIsTold() {
    Fixture f =
        new Fixture(
            "k.py",
            Fixture.resource("add.py") + "\n\ndef odd(x):\n    y = x.softplus()\n    return y\n");
    Data x = Data.random(f.machine, "x", DType.F32, 10, 6);
    Launcher.Run run = run(f, "odd", tensor(x, 10));
    assertEquals(
        List.of("29:9 E1805 `softplus` of a tensor is not understood"),
        Fixture.words(run.diagnostics()));
    Data wrong = Data.random(f.machine, "wrong", DType.F32, 9, 7);
    assertEquals(
        List.of("14:9 E1811 an access to element 9 of `wrong`, which has 9 elements"),
        Fixture.words(run(f, "add", tensor(x, 10), tensor(wrong, 10)).diagnostics()));
  }

  @Test
  void errorsOfLaunchersSayWhatTheirVariablesHold() {
    String text =
        """
        import triton
        import triton.language as tl


        @triton.jit
        def k(x_ptr):
            tl.store(x_ptr, 1.0)


        def f(x):
            shape = (2, 3)
            if tuple(x.shape) != shape:
                raise ValueError(f"{x.shape}")
            k[(1,)](x)
        """;
    Machine machine = new Machine(GpuFile.bundled("h100"));
    KernelFile file = KernelFile.read(new Source("f.py", text));
    Data x = Data.random(machine, "x", DType.F32, 8, 1);
    Launcher.Run run =
        file.launchers().getFirst().run(machine, List.of(tensor(x, 4, 2)), LaunchOptions.DEFAULT);
    Diagnostic why = run.diagnostics().getFirst();
    assertEquals("the launcher ends here with an error of its own", why.message());
    assertEquals(
        List.of("`shape` is (2, 3)", "`x` is a tensor of float32, shape [4, 2]"), why.notes());
  }
}
