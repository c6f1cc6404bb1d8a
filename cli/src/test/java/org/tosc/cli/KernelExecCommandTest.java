package org.tosc.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.Npy;

/// `tosc exec --machine mlir` and `--machine tile-gpu`, on files that tosc did not make: results
/// are those of Java, and what is wrong is told with its place.
final class KernelExecCommandTest {
  private static final int SIZE = 1000;

  private static final String MLIR = sample("mlir/scale.mlir");
  private static final String PYTHON = sample("triton/add.py");

  private static final String TTIR =
      """
      module {
        tt.func public @twice(%x: !tt.ptr<f32>, %y: !tt.ptr<f32>) {
          %pid = tt.get_program_id x : i32
          %c = arith.constant 250 : i32
          %first = arith.muli %pid, %c : i32
          %lanes = tt.make_range {end = 256 : i32, start = 0 : i32} : tensor<256xi32>
          %most = arith.constant dense<250> : tensor<256xi32>
          %mask = arith.cmpi slt, %lanes, %most : tensor<256xi32>
          %start = tt.splat %first : i32 -> tensor<256xi32>
          %at = arith.addi %start, %lanes : tensor<256xi32>
          %xs = tt.splat %x : !tt.ptr<f32> -> tensor<256x!tt.ptr<f32>>
          %from = tt.addptr %xs, %at : tensor<256x!tt.ptr<f32>>, tensor<256xi32>
          %other = arith.constant dense<0.0> : tensor<256xf32>
          %v = tt.load %from, %mask, %other : tensor<256x!tt.ptr<f32>>
          %sum = arith.addf %v, %v : tensor<256xf32>
          %ys = tt.splat %y : !tt.ptr<f32> -> tensor<256x!tt.ptr<f32>>
          %to = tt.addptr %ys, %at : tensor<256x!tt.ptr<f32>>, tensor<256xi32>
          tt.store %to, %sum, %mask : tensor<256x!tt.ptr<f32>>
          tt.return
        }
      }
      """;

  @TempDir private Path folder;

  private static String sample(String file) {
    try {
      return Files.readString(Path.of("../samples", file));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String input(String name, float[] cells) throws IOException {
    Npy.write(folder.resolve(name), Raw.adopt(new long[] {cells.length}, cells.clone()));
    return path(name);
  }

  private double[] output(String name) throws Exception {
    Tensor tensor = Npy.read(folder.resolve(name));
    return tensor.toDoubles();
  }

  private static float[] numbers(int seed) {
    float[] all = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      all[i] = (float) Math.sin(seed + i);
    }
    return all;
  }

  private static Terminal exec(String artifact, String machine, String... more) {
    List<String> line = new ArrayList<>(List.of("exec", artifact, "--machine", machine));
    line.addAll(List.of(more));
    return Terminal.run(line.toArray(String[]::new));
  }

  private static void well(Terminal terminal) {
    assertEquals(0, terminal.exit(), terminal.err());
  }

  @Test
  void mlirReturnsTensorsIntoBuffersBehindItsParameters() throws Exception {
    float[] x = numbers(1);
    String out = path("y.npy") + ":1000xf32";
    String in = input("x.npy", x);
    Terminal run = exec(file("a.mlir", MLIR), "mlir", "--in", in, "--f32", "2.5", "--out", out);
    well(run);
    assertTrue(run.out().contains("on floats            1000  a multiply"), run.out());
    assertTrue(run.out().endsWith("returned: 2.5 : f32\n"), run.out());
    double[] expected = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      expected[i] = 2.5f * x[i];
    }
    assertArrayEquals(expected, output("y.npy"));
    Terminal json = exec(path("a.mlir"), "mlir", "--in", in, "--f32", "2.5", "--json");
    well(json);
    assertTrue(json.out().startsWith("{\"schema\":\"tosc.exec/1\",\"machine\":\"mlir\","));
    assertTrue(json.out().contains("\"flops\":1000,"), json.out());
  }

  @Test
  void launchersOfTritonRunAsTheyStand() throws Exception {
    float[] x = numbers(1);
    float[] y = numbers(2);
    String trace = path("trace.json");
    Terminal run =
        exec(
            file("add.py", PYTHON),
            "tile-gpu",
            "--in",
            input("x.npy", x),
            "--in",
            input("y.npy", y),
            "--out",
            path("z.npy") + ":1000xf32",
            "--trace",
            trace);
    well(run);
    assertTrue(run.out().contains("\n  grid       4x1x1, 4 warps, 3 stages\n"), run.out());
    assertArrayEquals(sums(x, y), output("z.npy"));
    assertTrue(Files.readString(Path.of(trace)).contains("\"name\":\"add_kernel on h100\""));
  }

  private static double[] sums(float[] x, float[] y) {
    double[] sums = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      sums[i] = x[i] + y[i];
    }
    return sums;
  }

  @Test
  void kernelsAreLaunchedOverAGrid() throws Exception {
    float[] x = numbers(1);
    String in = input("x.npy", x);
    Terminal python =
        exec(
            file("add.py", PYTHON),
            "tile-gpu",
            "--core",
            "rtx4090",
            "--grid",
            "16",
            "--warps",
            "2",
            "--const",
            "BLOCK_SIZE=64",
            "--in",
            in,
            "--in",
            in,
            "--out",
            path("z.npy") + ":1000xf32",
            "--int",
            "1000",
            "--json");
    well(python);
    assertTrue(python.out().contains("\"core\":\"rtx4090\",\"entry\":\"add_kernel\""));
    assertTrue(python.out().contains("\"grid\":[16,1,1],\"warps\":2,"), python.out());
    assertArrayEquals(sums(x, x), output("z.npy"));
    String out = path("t.npy") + ":1000xf32";
    well(exec(file("t.ttir", TTIR), "tile-gpu", "--grid", "4x1", "--in", in, "--out", out));
    assertArrayEquals(sums(x, x), output("t.npy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.mlir | mlir     | --f32 1                   | E0911 | so 2 arguments are needed, or 3 with
          a.mlir | mlir     | --int 1 --f32 1           | E0911 | argument 1 is a `tensor<?xf32>`
          a.mlir | mlir     | --in X --f64 1            | E0911 | argument 2 is a `f32`, not what is
          a.mlir | mlir     | --entry scal --in X       | E0908 | did you mean `scale`?
          a.mlir | mlir     | --entry other --in X      | E0911 | is a `memref<4xi64>`, and `
          a.mlir | mlir     | --max-cycles 9 --in X --f32 1 | E1706 | 9
          add.py | mlir     | --in X                    | E17   | -->
          add.py | tile-gpu | --entry add_kernel        | E0908 | over which grid to launch `add_kernel`
          add.py | tile-gpu | --grid 4 --in X           | E1805 | lacks
          add.py | tile-gpu | --in X --in X --out Y:7xf32 | E0911 | a tensor of float32, shape [1000]
          t.ttir | tile-gpu | --in X --in X             | E0908 | over which grid to launch `twice`
          t.ttir | tile-gpu | --grid 5 --in X --out Y:1000xf32 | E1811 | `
          """)
  void whatIsWrongIsTold(String artifact, String machine, String more, String code, String words)
      throws Exception {
    input("x.npy", numbers(1));
    file("a.mlir", MLIR);
    file("add.py", PYTHON);
    file("t.ttir", TTIR);
    String given = more.replace("X", path("x.npy")).replace("Y", path("y.npy"));
    Terminal run = exec(path(artifact), machine, given.split(" ", -1));
    assertEquals(1, run.exit(), run.out());
    assertTrue(run.err().startsWith("error[" + code), run.err());
    assertTrue(run.err().contains(words), run.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mlir     | --grid 4               | --grid is not for mlir
          mlir     | --core h100            | --core is not for mlir
          tile-gpu | --warps 2              | --warps needs --grid
          tile-gpu | --grid 4 --warps 3     | --warps takes 1, 2, 4, 8, 16 or 32, found `3`
          tile-gpu | --grid 0x4             | --grid takes one to three extents, 4x1x1, found `0x4`
          tile-gpu | --grid 4 --const N     | --const takes NAME=N, found `N`
          tile-gpu | --core h101            | there is no core `h101` in this build; it has h100, a100
          tile-gpu | --trace t.svg          | --trace takes a .json file for tile-gpu, found `t.svg`
          """)
  void optionsAreChecked(String machine, String more, String words) {
    Terminal run = exec("none.py", machine, more.split(" ", -1));
    assertEquals(2, run.exit(), run.out());
    assertTrue(run.err().contains(words), run.err());
  }
}
