package org.tosc.backends.jvm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.api.Schedules;
import org.tosc.backends.jvm.link.Home;
import org.tosc.backends.jvm.link.Incubator;
import org.tosc.passes.kernelize.Kernelize;
import org.tosc.passes.lower.PackedRounding;
import org.tosc.passes.lower.Schedule;
import org.tosc.rt.team.Team;
import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Region;
import org.tosc.tir.ir.Value;
import org.tosc.tir.source.Span;
import org.tosc.tir.text.Printer;

/// The code of the kernels of one program, made once for groups that are alike: the layers of a
/// network have few different ones.
final class VectorCodes {
  /// By the text of the kernel as nests, which says all of it.
  private final Map<String, VectorCode.Outcome> known = new HashMap<>();

  private final Schedules schedules;
  private final Team team;
  private final @Nullable KernelTarget target;
  private final Map<String, VectorCodes> elsewhere = new HashMap<>();

  /// @param target where kernels run; null for this JVM
  VectorCodes(Schedules schedules, Team team, @Nullable KernelTarget target) {
    this.schedules = schedules;
    this.team = team;
    this.target = target;
  }

  /// Where kernels run; null for this JVM.
  @Nullable KernelTarget target() {
    return target;
  }

  /// What `monitor` calls the place.
  String engine() {
    return engine(target);
  }

  /// What it calls another place.
  static String engine(@Nullable KernelTarget place) {
    return place == null ? "jvm" : place.name();
  }

  /// The code of kernels that run elsewhere.
  synchronized VectorCodes at(KernelTarget place) {
    String name = place.name();
    return name.equals(engine())
        ? this
        : elsewhere.computeIfAbsent(name, _ -> new VectorCodes(schedules, team, place));
  }

  /// Where what functions over arrays hand to each other lies.
  Home home() {
    return target == null ? Home.ARRAYS : Home.ANYWHERE;
  }

  /// The threads that run kernels.
  Team team() {
    return team;
  }

  /// The code of operations that take a region's parameters and yield its results.
  synchronized VectorCode.Outcome of(Region group, Span span) {
    if (target == null && !Incubator.isPresent()) {
      return new VectorCode.Outcome.Refused("this JVM has no vectors");
    }
    return switch (Kernelize.kernel(VectorCode.SYMBOL, group, span)) {
      case Kernelize.Outcome.Refused(String why) -> new VectorCode.Outcome.Refused(why);
      case Kernelize.Outcome.Made(Function nests) ->
          known.computeIfAbsent(Printer.print(nests), _ -> compiled(group, scheduled(nests)));
    };
  }

  /// The code that rounds numbers to blocks of `q8_0`.
  synchronized VectorCode.Outcome rounding(long elements) {
    if (target == null) {
      return new VectorCode.Outcome.Refused("class files write single elements");
    }
    Function kernel = PackedRounding.kernel(VectorCode.SYMBOL, elements);
    return known.computeIfAbsent(
        Printer.print(kernel), _ -> NativeCode.of(target, kernel, team.size(), false));
  }

  private VectorCode.Outcome compiled(Region group, Function nests) {
    if (target == null) {
      return VectorCode.of(nests, team.size());
    }
    List<Value> results = group.terminator().operands();
    boolean isLong = GroupCost.of(group.ops(), group.params(), results).isLong();
    return NativeCode.of(target, nests, team.size(), isLong);
  }

  private Function scheduled(Function nests) {
    String schedule = schedules.of(nests);
    return schedule == null ? nests : scheduled(nests, schedule);
  }

  /// The kernel with a schedule.
  static Function scheduled(Function nests, String schedule) {
    Attributes attributes = nests.attributes().with(Schedule.ATTRIBUTE, Attribute.of(schedule));
    return new Function(nests.symbol(), nests.results(), nests.body(), attributes, nests.span());
  }
}
