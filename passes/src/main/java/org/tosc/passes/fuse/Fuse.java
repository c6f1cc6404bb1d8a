package org.tosc.passes.fuse;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tosc.passes.Work;
import org.tosc.passes.analysis.Graph;
import org.tosc.passes.analysis.Mutators;
import org.tosc.passes.analysis.Sharing;
import org.tosc.passes.fuse.Reason.Refused;
import org.tosc.passes.rewrite.Copy;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.FusedOp;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.TensorOp;

/// Puts tensor operations that an engine should run as one into groups, `tensor.fused`, and reports
/// which operations stayed apart and why.
///
/// ```java
/// Fuse.Result fused = Fuse.run(module);
/// fused.report().text("main");  // group contraction: matmul add relu …
/// ```
///
/// Arithmetic does not change: a group means its operations, in their order. Groups form within one
/// region along the uses of values ([Grouping]); where [Rule]s allow it and no [Reason] speaks
/// against it. Operations with effects and those that may raise stay in their order; pure
/// operations that cannot raise may pass them.
public final class Fuse {
  /// The module with groups, and what was done.
  public record Result(Module module, Report report) {}

  private final List<Report.Group> groups = new ArrayList<>();
  private final List<Report.Refusal> refusals = new ArrayList<>();
  private final Map<Rule, Integer> rules = new EnumMap<>(Rule.class);
  private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
  private String function = "";
  private int nextId;

  private final Mutators mutators;

  private Fuse(Module module) {
    this.mutators = Mutators.of(module);
  }

  public static Result run(Module module) {
    Fuse fuse = new Fuse(module);
    List<Function> functions = module.functions().stream().map(fuse::function).toList();
    Report report = new Report(fuse.groups, fuse.refusals, fuse.rules, fuse.reasons);
    return new Result(new Module(module.globals(), functions), report);
  }

  /// The same as a pass: refusals become notes, rules and reasons are counted as hits.
  public static Module run(Module module, Work work) {
    Result result = run(module);
    Report report = result.report();
    report.rules().forEach((rule, n) -> IntStream.range(0, n).forEach(i -> work.hit(rule.text())));
    report.refusals().forEach(r -> work.note(r.consumer().span(), "apart " + r));
    return report.groups().isEmpty() ? module : result.module();
  }

  private Function function(Function f) {
    function = f.symbol();
    nextId = Graph.of(f).nextId();
    return Copy.with(f, region(f.body(), new Sharing(f, mutators.contains(f))));
  }

  private Region region(Region region, Sharing sharing) {
    Block block = new Block(region, sharing);
    if (block.nodes.stream().noneMatch(Fuse::matters)) {
      return region;
    }
    Grouping grouping = new Grouping(block);
    grouping.run();
    List<Grouping.Apart> apart = grouping.apart();
    Regroup regroup = new Regroup(block, grouping.joins(), () -> nextId++);
    List<Report.Group> before = List.copyOf(groups);
    Region written = regroup.write(region, grouping.order(), o -> inner(o, sharing));
    List<Report.Group> inner = List.copyOf(groups.subList(before.size(), groups.size()));
    groups.subList(before.size(), groups.size()).clear();
    regroup.bodies().forEach(this::report);
    groups.addAll(inner);
    grouping.joins().hits().forEach((rule, n) -> rules.merge(rule, n, Integer::sum));
    apart.forEach(a -> report(a, regroup.folding()));
    return inner.isEmpty() && regroup.bodies().isEmpty() ? region : written;
  }

  private static boolean matters(Node node) {
    return node.operation.op() instanceof TensorOp || !node.operation.regions().isEmpty();
  }

  private Operation inner(Operation o, Sharing sharing) {
    boolean tensors = o.op() == FusedOp.FUSED || o.op() == KernelOp.NEST;
    if (o.regions().isEmpty() || tensors) {
      return o;
    }
    List<Region> regions = o.regions().stream().map(r -> region(r, sharing)).toList();
    return Copy.with(o, o.operands(), regions);
  }

  private void report(Unit unit, List<Node> held) {
    FusedOp.Kind kind = Objects.requireNonNull(unit.kind);
    groups.add(new Report.Group(function, kind, held.stream().map(n -> n.operation).toList()));
  }

  private void report(Grouping.Apart apart, Folding folding) {
    if (folding.isAgain(apart.producer())) {
      return;
    }
    Refused why = apart.why();
    reasons.merge(why.reason(), 1, Integer::sum);
    refusals.add(
        new Report.Refusal(
            function, apart.producer().operation, apart.consumer(), why.reason(), why.words()));
  }
}
