package org.tosc.backends.jvm;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelDevice;
import org.tosc.backends.api.KernelTarget;
import org.tosc.backends.jvm.link.GroupKernels;
import org.tosc.backends.jvm.link.Kernel;
import org.tosc.rt.error.Errors;
import org.tosc.rt.monitor.KernelCompilationEvent;
import org.tosc.tir.ir.Cost;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.TensorType;

/// The kernels of a program's groups, of which some have none.
final class VectorKernels implements GroupKernels {
  /// What a class file takes until the JIT has compiled it, and machine code until it is there.
  private static final double FOR_THE_JIT = 2e8;

  private static final double MACHINE_CODE = 5e6;

  private final List<Operation> groups;
  private final VectorCodes codes;

  VectorKernels(List<Operation> groups, VectorCodes codes) {
    this.groups = List.copyOf(groups);
    this.codes = codes;
  }

  @Override
  public double nanos(int group) {
    return cost(groups.get(group)).nanosApart();
  }

  @Override
  public double making() {
    KernelTarget target = codes.target();
    if (target == null) {
      return FOR_THE_JIT;
    }
    return target.isEager() ? 0 : MACHINE_CODE;
  }

  private static GroupCost cost(Operation group) {
    return GroupCost.of(group.region(0).ops(), group.operands(), group.results());
  }

  @Override
  public @Nullable Kernel make(int number) {
    return make(number, codes, codes.target() == null);
  }

  @Override
  public boolean isHome(KernelDevice device) {
    return VectorCodes.engine(device.kernels()).equals(codes.engine());
  }

  @Override
  public @Nullable Kernel make(int number, KernelDevice device) {
    KernelTarget target = device.kernels();
    // Class files take seconds until they are fast: a block does not wait for them.
    return target == null ? null : make(number, codes.at(target), device.isLenient());
  }

  /// @param isLenient whether a group without code is computed operation by operation
  private @Nullable Kernel make(int number, VectorCodes place, boolean isLenient) {
    Operation group = groups.get(number);
    if (isEmpty(group)) {
      return null;
    }
    KernelCompilationEvent event = new KernelCompilationEvent(place.engine());
    long start = System.nanoTime();
    Kernel made =
        switch (place.of(group.region(0), group.span())) {
          case VectorCode.Outcome.Refused(String why) -> refused(why, place, isLenient);
          case VectorCode.Outcome.Made(VectorCode code) -> kernel(group, code, place);
        };
    if (made != null) {
      made.tookToMake(System.nanoTime() - start);
      event.commit();
    }
    return made;
  }

  /// Whether there is a tensor without elements: its operations have nothing to compute anywhere.
  private static boolean isEmpty(Operation group) {
    return group.region(0).ops().stream()
        .flatMap(o -> Stream.concat(o.operands().stream(), o.results().stream()))
        .anyMatch(v -> v.type() instanceof TensorType t && Cost.elements(t) == 0);
  }

  /// Where kernels run elsewhere, all of them do: nothing falls back silently.
  private static @Nullable Kernel refused(String why, VectorCodes place, boolean isLenient) {
    if (isLenient) {
      return null;
    }
    throw Errors.unavailable(
        "a part of this program does not run on " + place.engine() + ": " + why);
  }

  private static Kernel kernel(Operation group, VectorCode code, VectorCodes place) {
    List<long[]> results =
        group.results().stream().map(r -> ((TensorType) r.type()).extents()).toList();
    Kernel kernel =
        new Kernel(place.engine(), code.code(), group.operands().size(), results, place.team());
    if (code.needsWarmUp()) {
      WarmUp.run(code, kernel.rehearsal(), cost(group).nanosWhenWarm());
    }
    return kernel;
  }
}
