package org.tosc.driver.device;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.KernelTarget;
import org.tosc.driver.Programs;
import org.tosc.driver.tensor.OracleTensors;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Device;
import org.tosc.rt.session.Devices;
import org.tosc.rt.session.Policy;
import org.tosc.rt.tensor.TensorEngine;

/// The devices of one session. What was compiled for one is kept until the session ends.
///
/// Where the policy is `strict`, or this machine is another, kernels of x86-64 run on its model, as
/// they do with `--target`.
public final class PresentDevices implements Devices {
  private static final List<String> JVM = List.of("cpu", "jvm");
  private static final String INTERP = "interp";
  private static final Pattern GPU = Pattern.compile("gpu(:[0-9]{1,4})?");

  private final Policy policy;
  private final TensorEngine jvm = new JvmTensors();
  private final TensorEngine interp = new OracleTensors();
  private final Map<String, DeviceKernels> kernels = new ConcurrentHashMap<>();

  public PresentDevices(Policy policy) {
    this.policy = policy;
  }

  @Override
  public Device open(String name, Fallback fallback) {
    if (JVM.contains(name)) {
      return new Device(name, jvm);
    }
    if (name.equals(INTERP)) {
      return new Device(name, interp);
    }
    if (GPU.matcher(name).matches()) {
      return absent(name, "this build has none for GPUs", fallback);
    }
    if (name.startsWith("gpu:")) {
      throw Errors.value(
          "no device is called `" + name + "`: behind `gpu:` is a number, as in `gpu:0`");
    }
    if (!Programs.kernelTargets().contains(name)) {
      throw Errors.value(
          "no device is called `"
              + name
              + "`; there are cpu, jvm, interp, "
              + String.join(", ", Programs.kernelTargets())
              + " and gpu:0");
    }
    String obstacle = obstacle(name);
    return obstacle == null
        ? new Device(name, new DeviceTensors(on(name), fallback))
        : absent(name, obstacle, fallback);
  }

  private static Device absent(String name, String why, Fallback fallback) {
    if (fallback.isAllowed()) {
      return new Device(name, fallback.otherwise());
    }
    throw Errors.unavailable("there is no device `" + name + "`: " + why);
  }

  private @Nullable String obstacle(String name) {
    return Programs.model(name) == null ? Programs.obstacle(name) : null;
  }

  private DeviceKernels on(String name) {
    return kernels.computeIfAbsent(name, n -> new DeviceKernels(target(n)));
  }

  private KernelTarget target(String name) {
    KernelTarget model = Programs.model(name);
    boolean isModelled = model != null && (policy.isStrict() || Programs.obstacle(name) != null);
    return isModelled
        ? Objects.requireNonNull(model)
        : Objects.requireNonNull(Programs.kernelTarget(name));
  }
}
