package org.tosc.driver.interp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Signature;
import org.tosc.tir.interp.HostRuntime.Invoker;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;

/// A closure that the interpreter runs.
final class InterpretedFunction extends FunctionValue {
  private final Function function;
  private final @Nullable Object[] captures;
  private final Invoker invoker;

  InterpretedFunction(Function function, @Nullable Object[] captures, Invoker invoker) {
    String name = function.displayName();
    super(name.isEmpty() ? null : name, signature(function.attributes()));
    this.function = function;
    this.captures = captures;
    this.invoker = invoker;
  }

  @Override
  public @Nullable Object call(@Nullable Object... arguments) {
    Object[] all = new Object[captures.length + arguments.length];
    System.arraycopy(captures, 0, all, 0, captures.length);
    System.arraycopy(arguments, 0, all, captures.length, arguments.length);
    return invoker.call(function, all);
  }

  private static Signature signature(Attributes attributes) {
    List<String> parameters = new ArrayList<>();
    List<String> optional = attributes.strings("optional");
    String rest = attributes.string("rest", "");
    for (String name : attributes.strings("params")) {
      parameters.add(
          name.equals(rest) ? name + "..." : optional.contains(name) ? name + "?" : name);
    }
    return Signature.parse(String.join(",", parameters));
  }
}
