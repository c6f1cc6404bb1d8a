package org.tosc.backends.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.api.ArrayCode;
import org.tosc.backends.api.Loaded;
import org.tosc.backends.jvm.link.Unit;
import org.tosc.rt.error.Errors;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;

/// A module that runs as hidden classes.
final class JvmProgram implements Loaded {
  private final Module module;
  private final Unit unit;
  private final VectorCodes codes;
  private final Map<String, MethodHandle> generic = new ConcurrentHashMap<>();

  JvmProgram(Module module, Unit unit, VectorCodes codes) {
    this.module = module;
    this.unit = unit;
    this.codes = codes;
  }

  @Override
  public MethodHandle entry(String function) {
    return unit.function(function);
  }

  @Override
  public @Nullable Object call(String function, @Nullable Object... arguments) {
    MethodHandle handle = generic.computeIfAbsent(function, this::spreader);
    MethodType type = entry(function).type();
    Object[] narrowed = new Object[arguments.length];
    for (int i = 0; i < narrowed.length; i++) {
      narrowed[i] = narrow(type.parameterType(i), arguments[i]);
    }
    try {
      return widen(handle.invokeExact(narrowed));
    } catch (Throwable thrown) {
      throw Errors.asGuest(thrown);
    }
  }

  @Override
  public long liveBuffers() {
    return Session.current().deviceMemory().liveCount();
  }

  @Override
  public ArrayCode arrays(String function) {
    Function f = module.function(function);
    if (f == null) {
      throw new IllegalArgumentException("the module has no function @" + function);
    }
    return ArrayFunctionMaker.make(f, codes);
  }

  private MethodHandle spreader(String function) {
    int count = Objects.requireNonNull(module.function(function), function).params().size();
    return entry(function)
        .asSpreader(Object[].class, count)
        .asType(MethodType.methodType(Object.class, Object[].class));
  }

  /// Narrow scalars travel as `Long` and `Double` outside.
  private static @Nullable Object narrow(Class<?> type, @Nullable Object value) {
    if (type == int.class && value instanceof Long number) {
      return Math.toIntExact(number);
    }
    return type == float.class && value instanceof Double number ? number.floatValue() : value;
  }

  private static @Nullable Object widen(@Nullable Object value) {
    return switch (value) {
      case Integer number -> (Object) (long) number;
      case Float number -> (double) number;
      case Object[] several -> {
        Object[] all = several.clone();
        for (int i = 0; i < all.length; i++) {
          all[i] = widen(all[i]);
        }
        yield all;
      }
      case null, default -> value;
    };
  }
}
