package org.tosc.rt.builtin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Permission;
import org.tosc.rt.session.Session;
import org.tosc.rt.value.FunctionValue;
import org.tosc.rt.value.Missing;
import org.tosc.rt.value.Signature;

/// One row of the table of built-ins: how it is called, what it needs, what it does.
///
/// A row is written as its call: `Builtin.of("substr(s, start, count=nil)", "…", body)`. Defaults
/// are literals; `rest...` collects. Aliases are further names; `methodOf` lists the kinds whose
/// values have it as a method, with the receiver as first argument.
public final class Builtin {
  private final String name;
  private final Signature signature;
  private final @Nullable Object[] defaults;
  private final String doc;
  private final Body body;
  private final List<String> aliases;
  private final Set<String> methodOf;
  private final @Nullable Permission permission;
  private final FunctionValue function;

  private Builtin(
      String name,
      Signature signature,
      @Nullable Object[] defaults,
      String doc,
      Body body,
      List<String> aliases,
      Set<String> methodOf,
      @Nullable Permission permission) {
    this.name = name;
    this.signature = signature;
    this.defaults = defaults;
    this.doc = doc;
    this.body = body;
    this.aliases = aliases;
    this.methodOf = methodOf;
    this.permission = permission;
    this.function = new AsFunction(this);
  }

  /// A row from its call, such as `print(values..., sep=" ", end="\n")`.
  static Builtin of(String call, String doc, Body body) {
    int open = call.indexOf('(');
    List<@Nullable Object> defaults = new ArrayList<>();
    StringBuilder names = new StringBuilder();
    String parameters = call.substring(open + 1, call.length() - 1);
    for (String parameter : parameters.isEmpty() ? new String[0] : parameters.split(", ", -1)) {
      int equals = parameter.indexOf('=');
      names.append(names.isEmpty() ? "" : ",");
      names.append(equals < 0 ? parameter : parameter.substring(0, equals) + "?");
      defaults.add(equals < 0 ? Missing.VALUE : Literals.value(parameter.substring(equals + 1)));
    }
    return new Builtin(
        call.substring(0, open),
        Signature.parse(names.toString()),
        defaults.toArray(),
        doc,
        body,
        List.of(),
        Set.of(),
        null);
  }

  /// The row with further names.
  Builtin as(String... names) {
    return new Builtin(name, signature, defaults, doc, body, List.of(names), methodOf, permission);
  }

  /// The row as a method of kinds of values.
  Builtin on(String... kinds) {
    return new Builtin(name, signature, defaults, doc, body, aliases, Set.of(kinds), permission);
  }

  /// The row behind a permission.
  Builtin needs(Permission needed) {
    return new Builtin(name, signature, defaults, doc, body, aliases, methodOf, needed);
  }

  public String name() {
    return name;
  }

  public List<String> aliases() {
    return aliases;
  }

  public Signature signature() {
    return signature;
  }

  /// The default of each parameter; [Missing#VALUE] where there is none.
  public @Nullable Object defaultOf(int parameter) {
    return defaults[parameter];
  }

  /// The kinds, as `type` names them, whose values have this row as a method.
  public Set<String> methodOf() {
    return methodOf;
  }

  public @Nullable Permission permission() {
    return permission;
  }

  public String doc() {
    return doc;
  }

  /// The row as a guest value.
  public FunctionValue function() {
    return function;
  }

  /// Runs the row on full arguments; [Missing#VALUE] among them is replaced by the default. A
  /// program that is to stop hears it here: most loops call a built-in.
  public @Nullable Object call(Session session, @Nullable Object... args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i] == Missing.VALUE) {
        args[i] = defaults[i];
      }
    }
    if (permission != null) {
      session.require(permission, describeUse(args));
    }
    Object result = body.call(session, args);
    session.checkInterrupt();
    return result;
  }

  private String describeUse(@Nullable Object[] args) {
    return args.length == 0 ? name + "()" : name + "(" + Show.quoted(args[0]) + ")";
  }

  @Override
  public String toString() {
    return name + "(" + signature + ")";
  }

  private static final class AsFunction extends FunctionValue {
    private final Builtin row;

    AsFunction(Builtin row) {
      super(row.name, row.signature);
      this.row = row;
    }

    @Override
    public @Nullable Object call(@Nullable Object... args) {
      return row.call(Session.current(), args);
    }
  }
}
