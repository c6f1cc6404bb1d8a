package org.tosc.rt.session;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.device.DeviceMemory;
import org.tosc.rt.error.ErrorKind;
import org.tosc.rt.error.Errors;
import org.tosc.rt.monitor.Monitor;
import org.tosc.rt.tensor.TensorEngine;

/// Everything a running program sees of the world. One session belongs to one run of one program;
/// code reaches it through [#current].
///
/// Example: `Session.builder().policy(Policy.STRICT).build().run(() -> program.call0())`.
public final class Session {
  private static final ScopedValue<Session> CURRENT = ScopedValue.newInstance();

  private final Output out;
  private final Output err;
  private final BufferedReader in;
  private final Policy policy;
  private final List<String> args;
  private final Path directory;
  private final Map<String, String> environment;
  private final RandomSource random;
  private final AuditLog audit = new AuditLog();
  private final DeviceMemory deviceMemory = new DeviceMemory();
  private final long startNanos = System.nanoTime();
  private final Gradients gradients;
  private final ModelRuntime models;
  private final Monitor monitor;
  private final Devices devices;
  private final Deque<Entered> entered = new ArrayDeque<>();
  private @Nullable TensorEngine engine;
  private final Interruption interruption = new Interruption();

  /// A device that computes, what computed before, and whether that may do what the device cannot.
  private record Entered(Device device, TensorEngine before, boolean mayFallBack) {}

  private Session(Builder builder) {
    out = new Output(builder.out, builder.interactive);
    err = new Output(builder.err, true);
    in = new BufferedReader(new InputStreamReader(builder.in, StandardCharsets.UTF_8));
    policy = builder.policy;
    args = builder.args;
    directory = builder.directory;
    environment = new LinkedHashMap<>(builder.environment);
    random = new RandomSource(builder.seed);
    engine = builder.engine;
    gradients = builder.gradients;
    models = builder.models;
    devices = builder.devices;
    monitor = builder.monitor;
    builder.auditing.forEach(audit::listen);
  }

  public static Builder builder() {
    return new Builder();
  }

  /// The session of the running program.
  ///
  /// @throws IllegalStateException outside [#run]
  public static Session current() {
    return CURRENT.orElseThrow(() -> new IllegalStateException("no session is running"));
  }

  /// Runs a body with this session as the current one.
  public <T extends @Nullable Object> T run(Callable<T> body) throws Exception {
    return ScopedValue.where(CURRENT, this).call(body::call);
  }

  public Output out() {
    return out;
  }

  public Output err() {
    return err;
  }

  /// The next line of input without its newline, or null at the end.
  public @Nullable String readLine() {
    out.flush();
    try {
      return in.readLine();
    } catch (IOException e) {
      throw Errors.io("cannot read the input: " + e.getMessage());
    }
  }

  /// The rest of the input.
  public String readAll() {
    out.flush();
    try {
      return in.readAllAsString();
    } catch (IOException e) {
      throw Errors.io("cannot read the input: " + e.getMessage());
    }
  }

  public Policy policy() {
    return policy;
  }

  public AuditLog audit() {
    return audit;
  }

  /// Passes a door: notes the use in the audit log, and raises `PermissionDenied` where the policy
  /// does not allow it. `subject` says on what, such as a path.
  public void require(Permission permission, String subject) {
    boolean allowed = policy.allows(permission);
    audit.add(new AuditEntry(permission, subject, allowed));
    if (!allowed) {
      throw Errors.of(
          ErrorKind.PERMISSION,
          subject
              + " needs the permission "
              + permission
              + ", which the policy `"
              + policy.name()
              + "` does not give");
    }
  }

  /// The engine that runs tensor operations of dynamic code.
  public TensorEngine engine() {
    TensorEngine current = engine;
    if (current == null) {
      throw Errors.unavailable("this session has no tensor engine");
    }
    return current;
  }

  /// Applies a whole-tensor operation on the engine, and counts it. A program that is to stop hears
  /// it here.
  public Object apply(String op, Object[] args, Map<String, Object> attrs) {
    TensorEngine current = engine();
    checkInterrupt();
    monitor.operation(current.name());
    return current.apply(op, args, attrs);
  }

  /// Computes on a device until [#leaveDevice]. A derivative that is being noted goes on being
  /// noted.
  ///
  /// @param fallback whether what is absent there may be done where it is done now
  /// @throws org.tosc.rt.error.GuestError where there is no such device
  public void enterDevice(String name, boolean fallback) {
    TensorEngine before = engine();
    Device device = devices.open(name, new Devices.Fallback(fallback, before.base()));
    entered.push(new Entered(device, before, fallback));
    engine = before.onto(device.engine());
  }

  /// Computes where it was before the last [#enterDevice].
  public void leaveDevice() {
    Entered last = entered.poll();
    if (last == null) {
      throw Errors.value("no device was entered");
    }
    engine = last.before();
  }

  /// Whether a device has been entered and not left.
  public boolean isOnDevice() {
    return !entered.isEmpty();
  }

  /// Whether what the device that was entered last cannot compute is computed elsewhere.
  public boolean mayFallBack() {
    Entered last = entered.peek();
    return last != null && last.mayFallBack();
  }

  /// The device that was entered last, or what else computes.
  public String device() {
    Entered last = entered.peek();
    return last == null ? engine().base().name() : last.device().name();
  }

  /// Replaces the tensor engine, for tapes, and returns the one before.
  public @Nullable TensorEngine replaceEngine(@Nullable TensorEngine replacement) {
    TensorEngine before = engine;
    engine = replacement;
    return before;
  }

  /// What the built-in `grad` uses.
  public Gradients gradients() {
    return gradients;
  }

  /// What run-time statements do with models.
  public ModelRuntime models() {
    return models;
  }

  /// Counts what this session does.
  public Monitor monitor() {
    return monitor;
  }

  /// The memory that compiled kernels work on.
  public DeviceMemory deviceMemory() {
    return deviceMemory;
  }

  public RandomSource random() {
    return random;
  }

  /// The program's arguments.
  public List<String> args() {
    return args;
  }

  /// The directory against which relative paths are resolved.
  public Path directory() {
    return directory;
  }

  /// A path as guest code writes it, absolute.
  public Path resolve(String path) {
    try {
      return directory.resolve(path).normalize();
    } catch (InvalidPathException _) {
      throw Errors.io("`" + path.replace("\0", "\\0") + "` is not a path");
    }
  }

  /// The program's own copy of the environment; changes reach programs that it starts.
  public Map<String, String> environment() {
    return environment;
  }

  /// Seconds since the session began.
  public double elapsedSeconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /// Asks the program to stop: its next [#checkInterrupt] raises `Interrupted`.
  public void interrupt() {
    interruption.ask();
  }

  /// Whether the program was asked to stop, and whether it is about to look.
  public Interruption interruption() {
    return interruption;
  }

  /// Raises `Interrupted` once after [#interrupt], unless that is deferred.
  public void checkInterrupt() {
    if (interruption.takeNow()) {
      throw Errors.of(ErrorKind.INTERRUPTED, "the program was interrupted");
    }
  }

  /// Collects a session's parts; every part has a harmless default.
  public static final class Builder {
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private InputStream in = InputStream.nullInputStream();
    private boolean interactive;
    private Policy policy = Policy.STRICT;
    private List<String> args = List.of();
    private Path directory = Path.of("").toAbsolutePath();
    private Map<String, String> environment = Map.of();
    private long seed = System.nanoTime();
    private @Nullable TensorEngine engine;
    private Gradients gradients = Gradients.NONE;
    private ModelRuntime models = ModelRuntime.NONE;
    private Devices devices = Devices.NONE;
    private Monitor monitor = new Monitor();
    private final List<Consumer<AuditEntry>> auditing = new ArrayList<>();

    private Builder() {}

    public Builder out(OutputStream stream) {
      out = stream;
      return this;
    }

    public Builder err(OutputStream stream) {
      err = stream;
      return this;
    }

    public Builder in(InputStream stream) {
      in = stream;
      return this;
    }

    /// Whether output is flushed after every line.
    public Builder interactive(boolean value) {
      interactive = value;
      return this;
    }

    public Builder policy(Policy value) {
      policy = value;
      return this;
    }

    public Builder args(List<String> values) {
      args = List.copyOf(values);
      return this;
    }

    public Builder directory(Path value) {
      directory = value.toAbsolutePath();
      return this;
    }

    public Builder environment(Map<String, String> values) {
      environment = values;
      return this;
    }

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder engine(TensorEngine value) {
      engine = value;
      return this;
    }

    public Builder gradients(Gradients value) {
      gradients = value;
      return this;
    }

    public Builder models(ModelRuntime value) {
      models = value;
      return this;
    }

    public Builder devices(Devices value) {
      devices = value;
      return this;
    }

    /// What counts what the session does: one of its own, or that of a session that it works for.
    public Builder monitor(Monitor value) {
      monitor = value;
      return this;
    }

    /// Who hears of each use of a permission, also of those that were denied.
    public Builder auditing(Consumer<AuditEntry> listener) {
      auditing.add(listener);
      return this;
    }

    public Session build() {
      return new Session(this);
    }
  }
}
