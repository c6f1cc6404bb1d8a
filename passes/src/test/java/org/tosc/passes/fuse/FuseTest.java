package org.tosc.passes.fuse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tosc.passes.Pipeline;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.source.Source;
import org.tosc.tir.text.Printer;
import org.tosc.tir.text.Reader;
import org.tosc.tir.verify.Verifier;

/// What the file tests of `fuse` do not say one by one: that they are complete, how many kernels a
/// transformer has, and that long functions are no matter.
class FuseTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "filetests", "fuse");

  private static Module read(String name, String text) {
    int cut = text.indexOf("\n// ----\n");
    Source source = new Source(name, cut < 0 ? text : text.substring(0, cut + 1));
    return ((Reader.Result.Read) Reader.read(source)).module();
  }

  private static List<Module> files() throws IOException {
    List<Module> modules = new ArrayList<>();
    try (Stream<Path> all = Files.list(FOLDER)) {
      for (Path file : all.sorted().toList()) {
        modules.add(read(file.toString(), Files.readString(file)));
      }
    }
    return modules;
  }

  @Test
  void everyRuleHoldsInAFile() throws IOException {
    Set<Rule> rules = EnumSet.allOf(Rule.class);
    for (Module module : files()) {
      rules.removeAll(Fuse.run(module).report().rules().keySet());
    }
    assertEquals(Set.of(), rules);
  }

  @Test
  void everyReasonIsGivenSomewhere() throws IOException {
    Set<Reason> reasons = EnumSet.allOf(Reason.class);
    List<Module> modules = files();
    modules.add(chain(200));
    modules.add(crowd(5000));
    for (Module module : modules) {
      reasons.removeAll(Fuse.run(module).report().reasons().keySet());
    }
    assertEquals(Set.of(), reasons);
  }

  /// Each function of the files is a pattern.
  @Test
  void theFilesHaveManyPatterns() throws IOException {
    int together = 0;
    int apart = 0;
    for (Module module : files()) {
      Report report = Fuse.run(module).report();
      for (Function f : module.functions()) {
        boolean refused = report.refusals().stream().anyMatch(r -> f.symbol().equals(r.function()));
        boolean grouped = report.groups().stream().anyMatch(g -> f.symbol().equals(g.function()));
        assertTrue(refused || grouped, f.symbol());
        together += grouped ? 1 : 0;
        apart += refused ? 1 : 0;
      }
    }
    assertTrue(together >= 80, "patterns that form groups: " + together);
    assertTrue(apart >= 40, "near misses: " + apart);
  }

  /// A kernel is a group, or an operation outside groups that computes or moves elements.
  @Test
  void aLayerOfATransformerHasEightKernels() throws IOException {
    for (Path folder : List.of(FOLDER, FOLDER.resolveSibling("together"))) {
      Path file = folder.resolve("transformer.tir");
      Module module = read(file.toString(), Files.readString(file));
      Module made = Pipeline.run(module, Pipeline.Options.DEFAULT.upTo("fuse"), step -> {});
      assertEquals(7, kernels(made, "gpt"));
      assertEquals(8, kernels(made, "llama"));
    }
  }

  private static long kernels(Module module, String symbol) {
    return Objects.requireNonNull(module.function(symbol)).body().ops().stream()
        .filter(o -> o.op().row().family().equals("tensor") && o.op() != TensorOp.RESHAPE)
        .count();
  }

  @Test
  void whatIsFusedCanBeTakenApart() throws IOException {
    for (Module module : files()) {
      Module fused = Fuse.run(module).module();
      assertEquals(List.of(), Verifier.verify(fused));
      Module apart = Unfuse.run(fused);
      assertEquals(List.of(), Verifier.verify(apart));
      for (Function f : apart.functions()) {
        assertTrue(f.body().ops().stream().noneMatch(o -> o.op() == FusedOp.FUSED), f.symbol());
      }
    }
  }

  @Test
  void theSameModuleGivesTheSameGroups() throws IOException {
    for (Module module : files()) {
      Fuse.Result once = Fuse.run(module);
      Fuse.Result again = Fuse.run(module);
      assertEquals(Printer.print(once.module()), Printer.print(again.module()));
      assertEquals(once.report(), again.report());
    }
  }

  @Test
  void groupsHaveNothingThatCouldBeGroupedAgain() throws IOException {
    for (Module module : files()) {
      Fuse.Result once = Fuse.run(module);
      Fuse.Result again = Fuse.run(once.module());
      assertEquals(List.of(), again.report().groups());
    }
  }

  /// `x`, then n times `tanh`.
  private static Module chain(int n) {
    StringBuilder text =
        new StringBuilder("func @f(%0: tensor<[8] x f32>) -> (tensor<[8] x f32>) {\n");
    for (int i = 1; i <= n; i++) {
      text.append("%").append(i).append(" = tensor.tanh(%").append(i - 1).append(")\n");
    }
    return read("chain", text.append("core.return(%").append(n).append(")\n}\n").toString());
  }

  /// `y = exp(x)`; n operations that nothing fuses use `y`, n others lead to `z`; then `y + z`.
  private static Module crowd(int n) {
    StringBuilder text =
        new StringBuilder("func @f(%0: tensor<[8] x f32>) -> (tensor<[8] x f32>) {\n");
    text.append("%1 = tensor.exp(%0)\n%2 = tensor.sort(%0)\n");
    for (int i = 3; i < 2 * n; i += 2) {
      text.append("%").append(i).append(" = tensor.sort(%1)\n");
      text.append("%").append(i + 1).append(" = tensor.sort(%").append(i - 1).append(")\n");
    }
    text.append("%").append(2 * n + 1).append(" = tensor.add(%1, %").append(2 * n).append(")\n");
    return read(
        "crowd", text.append("core.return(%").append(2 * n + 1).append(")\n}\n").toString());
  }

  @Test
  void aLongChainBecomesGroupsOfBoundedSize() {
    Fuse.Result result = Fuse.run(chain(10_000));
    List<Operation> ops = result.module().functions().getFirst().body().ops();
    assertEquals(10_000 / Unit.MOST + 2, ops.size());
    for (Report.Group group : result.report().groups()) {
      assertTrue(group.members().size() <= Unit.MOST);
    }
  }

  /// Layers one after the other: the work of a layer does not grow with their number.
  @Test
  void manyLayersAreFusedLikeOne() {
    int layers = 1000;
    StringBuilder text = new StringBuilder();
    text.append("func @f(%0: tensor<[8, 8] x f32>) -> (tensor<[8, 8] x f32>) {\n");
    int x = 0;
    int id = 0;
    for (int i = 0; i < layers; i++) {
      text.append("%").append(++id).append(" = tensor.layernorm(%").append(x).append(")\n");
      text.append("%").append(++id).append(" = tensor.matmul(%").append(id - 1).append(", %0)\n");
      text.append("%").append(++id).append(" = tensor.gelu(%").append(id - 1).append(")\n");
      text.append("%").append(++id).append(" = tensor.matmul(%").append(id - 1).append(", %0)\n");
      text.append("%").append(++id).append(" = tensor.add(%").append(x).append(", %");
      text.append(id - 1).append(")\n");
      x = id;
    }
    text.append("core.return(%").append(x).append(")\n}\n");
    Fuse.Result result = Fuse.run(read("layers", text.toString()));
    assertEquals(2 * layers, result.report().groups().size());
  }
}
