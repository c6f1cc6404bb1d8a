package org.tosc.rt.error;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where compiled code stands when it raises an error.
///
/// An engine that makes classes says here, per class, which source position each bytecode came
/// from; an error that the runtime makes then finds the nearest compiled frame below it on the
/// stack. That costs a few microseconds per error and nothing otherwise. What is known of a class
/// goes away with the class.
public final class CompiledCode {
  /// The nearest compiled frame stands a few frames below the runtime's own.
  private static final int FRAMES = 256;

  private static final StackWalker WALKER =
      StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  private static final ClassValue<Holder> KNOWN =
      new ClassValue<>() {
        @Override
        protected Holder computeValue(Class<?> type) {
          return new Holder();
        }
      };

  private CompiledCode() {}

  /// The source positions of one class.
  @FunctionalInterface
  public interface Positions {
    /// The place that a bytecode of a method comes from; null where no source text made it.
    @Nullable Place at(String method, int bytecodeIndex);
  }

  private static final class Holder {
    private volatile Positions positions = (_, _) -> null;
  }

  /// Announces a class before its code runs.
  public static void register(Class<?> code, Positions positions) {
    KNOWN.get(code).positions = positions;
  }

  /// Gives an error the place of the innermost compiled frame that knows one.
  static GuestError locate(GuestError error) {
    Optional<Place> found =
        WALKER.walk(
            frames ->
                frames
                    .limit(FRAMES)
                    .map(CompiledCode::place)
                    .flatMap(Optional::stream)
                    .findFirst());
    return found.isEmpty() ? error : error.at(found.get());
  }

  private static Optional<Place> place(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return type.isHidden()
        ? Optional.ofNullable(
            KNOWN.get(type).positions.at(frame.getMethodName(), frame.getByteCodeIndex()))
        : Optional.empty();
  }
}
