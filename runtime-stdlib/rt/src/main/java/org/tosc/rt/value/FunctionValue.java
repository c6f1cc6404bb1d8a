package org.tosc.rt.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A callable guest function: compiled, interpreted, built in or bound to a receiver.
///
/// There are two ways in. [#call(Object...)] takes the full arguments, one per parameter, with
/// [Missing#VALUE] where the default applies and the collected ones as a list. Everything else is a
/// call site's view: positional and named arguments, bound by [#bind] only where they are not
/// already full. Subclasses may override `call0` to `call3` to avoid the array.
public abstract class FunctionValue {
  private static final String[] NO_NAMES = {};

  private final @Nullable String name;
  private final Signature signature;

  protected FunctionValue(@Nullable String name, Signature signature) {
    this.name = name;
    this.signature = signature;
  }

  /// A function whose body is a Java lambda over the full arguments.
  public static FunctionValue of(@Nullable String name, String signature, Body body) {
    return new FunctionValue(name, Signature.parse(signature)) {
      @Override
      public @Nullable Object call(@Nullable Object... args) {
        return body.call(args);
      }
    };
  }

  /// The code of a function made by [FunctionValue#of].
  @FunctionalInterface
  public interface Body {
    @Nullable Object call(@Nullable Object[] args);
  }

  /// The name, or null for a lambda.
  public final @Nullable String name() {
    return name;
  }

  public final Signature signature() {
    return signature;
  }

  /// Runs the function on its full arguments.
  public abstract @Nullable Object call(@Nullable Object... args);

  public @Nullable Object call0() {
    return invoke(Signature.nothing());
  }

  public @Nullable Object call1(@Nullable Object a) {
    return invoke(a);
  }

  public @Nullable Object call2(@Nullable Object a, @Nullable Object b) {
    return invoke(a, b);
  }

  public @Nullable Object call3(@Nullable Object a, @Nullable Object b, @Nullable Object c) {
    return invoke(a, b, c);
  }

  /// Calls with positional arguments as a call site gives them.
  public final @Nullable Object invoke(@Nullable Object... positional) {
    return call(
        signature.isPlain(positional.length)
            ? positional
            : bind(positional, NO_NAMES, Signature.nothing()));
  }

  /// Calls with arguments of which the last `names.length` are named.
  public final @Nullable Object invokeNamed(@Nullable Object[] args, String[] names) {
    if (names.length == 0) {
      return invoke(args);
    }
    int positional = args.length - names.length;
    return call(
        bind(
            Arrays.copyOf(args, positional),
            names,
            Arrays.copyOfRange(args, positional, args.length)));
  }

  /// The full arguments for a call: see [Signature].
  public final @Nullable Object[] bind(
      @Nullable Object[] positional, String[] names, @Nullable Object[] named) {
    return signature.bind((name == null ? "the function" : name + "()"), positional, names, named);
  }

  @Override
  public String toString() {
    return name == null ? "<fn>" : "<fn " + name + ">";
  }
}
