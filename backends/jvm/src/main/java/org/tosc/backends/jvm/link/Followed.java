package org.tosc.backends.jvm.link;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.PartListener;
import org.tosc.tir.ir.Function;

/// A version of a part of which a listener hears every call.
public final class Followed {
  private static final MethodHandle CALL = find();

  private final MethodHandle code;
  private final Function version;
  private final PartListener listener;

  private Followed(MethodHandle code, Function version, PartListener listener) {
    this.code = code;
    this.version = version;
    this.listener = listener;
  }

  /// A handle of the same type.
  public static MethodHandle of(MethodHandle code, Function version, PartListener listener) {
    MethodType type = code.type();
    MethodHandle spread =
        code.asSpreader(Object[].class, type.parameterCount())
            .asType(MethodType.methodType(Object.class, Object[].class));
    return CALL.bindTo(new Followed(spread, version, listener))
        .asCollector(Object[].class, type.parameterCount())
        .asType(type);
  }

  private static MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(Followed.class, "call", MethodType.methodType(Object.class, Object[].class));
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("Followed.call", impossible);
    }
  }

  @Nullable Object call(@Nullable Object[] arguments) {
    try {
      Object result = code.invokeExact(arguments);
      listener.called(version, arguments, result);
      return result;
    } catch (Throwable thrown) {
      throw Raise.<RuntimeException>again(thrown);
    }
  }
}
