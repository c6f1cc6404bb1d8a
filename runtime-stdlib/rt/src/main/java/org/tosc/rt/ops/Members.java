package org.tosc.rt.ops;

import org.jspecify.annotations.Nullable;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.value.BoundMethod;
import org.tosc.rt.value.ClassValue;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.EnumMember;
import org.tosc.rt.value.EnumValue;
import org.tosc.rt.value.ErrorValue;
import org.tosc.rt.value.ForeignValue;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.ListValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.ModuleValue;
import org.tosc.rt.value.ObjectCell;
import org.tosc.rt.value.RangeValue;
import org.tosc.rt.value.Text;

/// Members: `o.name`, `o.name = v` and `o.name(args)`.
///
/// A value's own members come first: fields before methods of an instance, keys of a dict, statics
/// of a class, exports of a module. Then come the built-ins that are methods of its kind, whose
/// first argument is the receiver: `xs.push(1)` is `push(xs, 1)`.
public final class Members {
  private Members() {}

  /// `object.name`; methods come bound to the object.
  public static @Nullable Object get(@Nullable Object object, String name) {
    if (object instanceof Instance instance) {
      int slot = instance.layout.slotOf(name);
      if (slot >= 0) {
        return instance.get(slot);
      }
    }
    Object own = own(object, name);
    if (own != Missing.VALUE) {
      return own;
    }
    Builtin method = Builtins.method(Kind.of(object), name);
    if (method != null) {
      return new BoundBuiltin(object, method);
    }
    throw absent(object, name);
  }

  // A member that the value itself has, or Missing.
  private static @Nullable Object own(@Nullable Object object, String name) {
    return switch (object) {
      case Instance instance -> ownMethod(instance, name);
      case DictValue dict -> {
        int entry = dict.find(Text.of(name));
        yield entry >= 0 ? dict.valueAt(entry) : length(name, dict.size());
      }
      case ListValue list -> length(name, list.size());
      case Text text -> length(name, text.length());
      case RangeValue range -> rangeMember(range, name);
      case ErrorValue error -> errorMember(error, name);
      case ClassValue type -> classMember(type, name);
      case EnumValue type -> {
        EnumMember member = type.find(name);
        yield member == null ? enumFunction(type, name) : member;
      }
      case EnumMember member -> enumMember(member, name);
      case ModuleValue module -> {
        ObjectCell cell = module.find(name);
        yield cell == null ? Missing.VALUE : cell.value;
      }
      case ForeignValue foreign -> foreign.member(name);
      case null -> Missing.VALUE;
      default -> Tensors.member(object, name);
    };
  }

  private static Object ownMethod(Instance instance, String name) {
    FunctionValue method = instance.type.findMethod(name);
    if (method != null) {
      return new BoundMethod(instance, method);
    }
    if (!instance.type.isModel()) {
      return Missing.VALUE;
    }
    return switch (name) {
      case "parameters" -> FunctionValue.of("parameters", "", _ -> Models.parameters(instance));
      case "load_state" ->
          FunctionValue.of("load_state", "weights", args -> Models.load(instance, args[0]));
      default -> Missing.VALUE;
    };
  }

  private static Object length(String name, long length) {
    return name.equals("length") ? (Object) length : Missing.VALUE;
  }

  private static Object rangeMember(RangeValue range, String name) {
    return switch (name) {
      case "start" -> range.start();
      case "end" -> range.end();
      case "step" -> range.step();
      case "length" -> range.length();
      default -> Missing.VALUE;
    };
  }

  private static @Nullable Object errorMember(ErrorValue error, String name) {
    return switch (name) {
      case "kind" -> Text.of(error.kind());
      case "message" -> Text.of(error.message());
      case "line" -> (long) error.line();
      case "column" -> (long) error.column();
      case "value" -> error.attached();
      default -> Missing.VALUE;
    };
  }

  private static @Nullable Object classMember(ClassValue type, String name) {
    ObjectCell cell = type.findStatic(name);
    if (cell != null) {
      return cell.value;
    }
    FunctionValue method = type.findMethod(name);
    return method == null ? Missing.VALUE : method;
  }

  private static Object enumFunction(EnumValue type, String name) {
    return switch (name) {
      case "values" -> FunctionValue.of(name, "", _ -> type.values());
      case "names" -> FunctionValue.of(name, "", _ -> type.names());
      default -> Missing.VALUE;
    };
  }

  private static Object enumMember(EnumMember member, String name) {
    return switch (name) {
      case "name" -> Text.of(member.name());
      case "value" -> member.value();
      default -> Missing.VALUE;
    };
  }

  /// `object.name = value`: a field, a key of a dict, or a static.
  public static void set(@Nullable Object object, String name, @Nullable Object value) {
    switch (object) {
      case Instance instance -> instance.setField(name, value);
      case DictValue dict -> dict.put(Text.of(name), value);
      case ClassValue type -> type.setStatic(name, value);
      case null, default ->
          throw Errors.attribute(
              "`" + name + "` of " + Kind.withArticle(object) + " cannot be assigned");
    }
  }

  /// `receiver.name(args)`; the last `names.length` arguments are named.
  public static @Nullable Object invoke(
      @Nullable Object receiver, String name, @Nullable Object[] args, String[] names) {
    if (receiver instanceof Instance instance) {
      FunctionValue method = instance.type.findMethod(name);
      if (method != null && instance.layout.slotOf(name) < 0) {
        return method.invokeNamed(prepend(receiver, args), names);
      }
    }
    if (!(receiver instanceof ListValue || receiver instanceof Text)) {
      Object own = receiver instanceof Instance ? get(receiver, name) : own(receiver, name);
      if (own != Missing.VALUE) {
        return Calls.call(own, args, names);
      }
    }
    Builtin method = Builtins.method(Kind.of(receiver), name);
    if (method == null) {
      throw absent(receiver, name);
    }
    return method.function().invokeNamed(prepend(receiver, args), names);
  }

  /// `super.name(args)` inside a method of `type`.
  public static @Nullable Object invokeSuper(
      @Nullable Object self,
      ClassValue type,
      String name,
      @Nullable Object[] args,
      String[] names) {
    ClassValue parent = type.superclass();
    if (parent != null && name.equals("init") && parent.initializer() == null) {
      if (args.length != 0) {
        throw Errors.argument(parent.name() + "() expects no arguments, found " + args.length);
      }
      return null;
    }
    return type.superMethod(name).invokeNamed(prepend(self, args), names);
  }

  private static @Nullable Object[] prepend(@Nullable Object first, @Nullable Object[] args) {
    Object[] all = new Object[args.length + 1];
    all[0] = first;
    System.arraycopy(args, 0, all, 1, args.length);
    return all;
  }

  static GuestError absent(@Nullable Object object, String name) {
    return switch (object) {
      case DictValue _ -> Access.noKey(Text.of(name));
      case Instance instance ->
          Errors.attribute(
              "an instance of " + instance.type.name() + " has no field or method `" + name + "`");
      case ClassValue type -> Errors.attribute("class " + type.name() + " has no `" + name + "`");
      case EnumValue type ->
          Errors.attribute("enum " + type.name() + " has no member `" + name + "`");
      case ModuleValue module ->
          Errors.attribute("module " + module.name() + " does not export `" + name + "`");
      case null, default ->
          Errors.attribute(Kind.withArticle(object) + " has no member `" + name + "`");
    };
  }

  /// A built-in read as a method, `f = xs.push`.
  private static final class BoundBuiltin extends FunctionValue {
    private final @Nullable Object receiver;
    private final Builtin method;

    BoundBuiltin(@Nullable Object receiver, Builtin method) {
      super(method.name(), method.signature().withoutFirst());
      this.receiver = receiver;
      this.method = method;
    }

    @Override
    public @Nullable Object call(@Nullable Object... args) {
      return method.function().call(prepend(receiver, args));
    }
  }
}
