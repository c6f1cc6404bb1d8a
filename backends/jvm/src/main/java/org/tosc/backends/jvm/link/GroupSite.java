package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelDevice;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.TensorEngine;

/// A place in a program where a group of tensor operations stands: gives the group's results, or
/// null where the operations are to run one by one.
///
/// They do at first. After so many runs that a kernel is worth compiling, one is made aside; from a
/// certain run on it is what computes. That run is always the same, whatever the machine's load,
/// because kernels round otherwise than single operations: results of a program must not depend on
/// how busy the machine is. Who arrives there early waits.
///
/// A kernel gives no derivative and asks no other engine: it runs where the session's engine leaves
/// computations to it and no derivative follows an input. As long as a device is chosen (`with
/// device`), the group has a kernel there from its first run on.
final class GroupSite extends MutableCallSite {
  /// How many times the runs until it is made pass until it computes.
  private static final int PATIENCE = 2;

  private static final MethodHandle COUNT = find("count", GroupSite.class);
  private static final MethodHandle RUN = find("run", GroupSite.class);

  private final GroupKernels kernels;
  private final int group;
  private final long makesAt;
  private final long runsAt;
  private final AtomicLong runs = new AtomicLong();
  private @Nullable Kernel home;
  private final FutureTask<@Nullable Kernel> made;
  private final Map<KernelDevice, Optional<Kernel>> elsewhere = new ConcurrentHashMap<>();

  GroupSite(MethodType type, GroupKernels kernels, int group) {
    super(type);
    this.kernels = kernels;
    this.group = group;
    this.makesAt = (long) Math.max(1, kernels.making() / kernels.nanos(group));
    this.runsAt = makesAt * PATIENCE;
    this.made = new FutureTask<>(() -> this.kernels.make(this.group));
    setTarget(collected(COUNT.bindTo(this)));
  }

  private static MethodHandle find(String name, Class<?> first) {
    return Conversions.find(
        GroupSite.class, name, MethodType.methodType(Object[].class, first, Tensor[].class));
  }

  private MethodHandle collected(MethodHandle takesArray) {
    return takesArray.asCollector(Tensor[].class, type().parameterCount()).asType(type());
  }

  static Object @Nullable [] count(GroupSite site, Tensor[] inputs) {
    TensorEngine engine = engine();
    if (!leaves(engine, inputs)) {
      return null;
    }
    if (engine.base() instanceof KernelDevice device && !site.kernels.isHome(device)) {
      return site.elsewhere(device, inputs);
    }
    long run = site.runs.incrementAndGet();
    if (run == site.makesAt) {
      Thread.ofPlatform().daemon().name("kernel-" + site.group).start(site.made);
    }
    return run < site.runsAt ? null : site.settle(inputs);
  }

  /// What computes now. A program that is to stop hears it here, as at single operations.
  private static TensorEngine engine() {
    Session session = Session.current();
    session.checkInterrupt();
    return session.engine();
  }

  private Object @Nullable [] settle(Tensor[] inputs) {
    Kernel kernel;
    try {
      kernel = made.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException fault) {
      throw Raise.<RuntimeException>again(Objects.requireNonNull(fault.getCause()));
    }
    if (kernel == null) {
      setTarget(MethodHandles.empty(type()));
      return null;
    }
    kernel.register(Session.current().monitor());
    home = kernel;
    setTarget(collected(RUN.bindTo(this)));
    return kernel.call(inputs);
  }

  static Object @Nullable [] run(GroupSite site, Tensor[] inputs) {
    TensorEngine engine = engine();
    if (!leaves(engine, inputs)) {
      return null;
    }
    boolean isAway = engine.base() instanceof KernelDevice device && !site.kernels.isHome(device);
    return isAway
        ? site.elsewhere((KernelDevice) engine.base(), inputs)
        : Objects.requireNonNull(site.home).call(inputs);
  }

  private Object @Nullable [] elsewhere(KernelDevice device, Tensor[] inputs) {
    Kernel kernel =
        elsewhere.computeIfAbsent(device, d -> Optional.ofNullable(makeFor(d))).orElse(null);
    return kernel == null ? null : kernel.call(inputs);
  }

  private @Nullable Kernel makeFor(KernelDevice device) {
    Kernel made = kernels.make(group, device);
    if (made != null) {
      made.register(Session.current().monitor());
    }
    return made;
  }

  private static boolean leaves(TensorEngine engine, Tensor[] inputs) {
    if (!engine.leavesToKernels()) {
      return false;
    }
    for (Tensor input : inputs) {
      if (engine.follows(input)) {
        return false;
      }
    }
    return true;
  }
}
