package org.tosc.rt.value;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.rt.error.Errors;

/// A guest class. A class statement makes it complete before it is used or extended: first the
/// constructor, then [#method] and [#setStatic] for its members.
///
/// Methods are functions whose first parameter is `self`; a class has those of its superclass
/// unless it overrides them. Fields with initialisers are set by one hidden method per class, given
/// to [#fieldInitializer], that runs for the superclass first and before `init`.
@SuppressWarnings("AvoidCommonTypeNames")
public final class ClassValue {
  private static final String[] NO_NAMES = {};

  private final String name;
  private final @Nullable ClassValue superclass;
  private final Layout layout;
  private final Map<String, FunctionValue> methods = new LinkedHashMap<>();
  private final Map<String, ObjectCell> statics = new LinkedHashMap<>();
  private @Nullable FunctionValue fieldInitializer;
  private @Nullable FunctionValue initializer;
  private boolean model;
  private int objects;
  private int numbers;

  /// A class with the given fields of its own, besides those of its superclass.
  public ClassValue(String name, @Nullable ClassValue superclass, List<String> fields) {
    this.name = name;
    this.superclass = superclass;
    List<String> all = new ArrayList<>();
    if (superclass != null) {
      all.addAll(superclass.layout.fields());
      methods.putAll(superclass.methods);
      initializer = superclass.initializer;
      model = superclass.model;
    }
    for (String field : fields) {
      if (!all.contains(field)) {
        all.add(field);
      }
    }
    this.layout = Layout.root(all);
    this.objects = superclass == null ? 0 : superclass.objects;
    this.numbers = superclass == null ? 0 : superclass.numbers;
  }

  /// Adds or overrides a method; `init` is the constructor.
  public ClassValue method(String methodName, FunctionValue method) {
    methods.put(methodName, method);
    if (methodName.equals("init")) {
      initializer = method;
    }
    return this;
  }

  /// Sets the hidden method, taking `self`, that gives this class's own fields their first values.
  public ClassValue fieldInitializer(FunctionValue method) {
    fieldInitializer = method;
    return this;
  }

  /// Marks the class as one that a `model` statement made: its instances are models.
  public ClassValue asModel() {
    model = true;
    return this;
  }

  public boolean isModel() {
    return model;
  }

  public String name() {
    return name;
  }

  public @Nullable ClassValue superclass() {
    return superclass;
  }

  /// How many boxed fields a fresh instance has room for: as many as instances of this class have
  /// needed so far.
  int objects() {
    return objects;
  }

  /// The same for unboxed fields.
  int numbers() {
    return numbers;
  }

  void needsCapacity(Layout needed) {
    objects = Math.max(objects, needed.objects());
    numbers = Math.max(numbers, needed.numbers());
  }

  /// The layout of a fresh instance.
  public Layout layout() {
    return layout;
  }

  /// The method of that name, own or inherited, or null.
  public @Nullable FunctionValue findMethod(String methodName) {
    return methods.get(methodName);
  }

  /// All methods, own and inherited.
  public Map<String, FunctionValue> methods() {
    return Collections.unmodifiableMap(methods);
  }

  /// The method that `super.name` means inside this class; an AttributeError if there is none.
  public FunctionValue superMethod(String methodName) {
    FunctionValue method = superclass == null ? null : superclass.findMethod(methodName);
    if (method == null) {
      throw Errors.attribute(
          superclass == null
              ? "class " + name + " has no superclass"
              : "class " + superclass.name + " has no method `" + methodName + "`");
    }
    return method;
  }

  /// The cell of a static of this class or, failing that, of its nearest superclass that has it.
  public @Nullable ObjectCell findStatic(String staticName) {
    for (ClassValue c = this; c != null; c = c.superclass) {
      ObjectCell cell = c.statics.get(staticName);
      if (cell != null) {
        return cell;
      }
    }
    return null;
  }

  /// Assigns a static where the class or a superclass has it, and otherwise adds it to this class.
  public ClassValue setStatic(String staticName, @Nullable Object value) {
    ObjectCell cell = findStatic(staticName);
    if (cell == null) {
      statics.put(staticName, new ObjectCell(value));
    } else {
      cell.value = value;
    }
    return this;
  }

  /// Declares a static of this class itself, even where a superclass has one of that name.
  public ClassValue declareStatic(String staticName, @Nullable Object value) {
    statics.put(staticName, new ObjectCell(value));
    return this;
  }

  /// Whether instances of this class are instances of `other`.
  public boolean isSubclassOf(ClassValue other) {
    for (ClassValue c = this; c != null; c = c.superclass) {
      if (c == other) {
        return true;
      }
    }
    return false;
  }

  /// The constructor `init`, own or inherited, or null.
  public @Nullable FunctionValue initializer() {
    return initializer;
  }

  /// An instance whose fields have their first values; `init` has not run.
  public Instance allocate() {
    Instance instance = new Instance(this);
    initializeFields(instance);
    return instance;
  }

  private void initializeFields(Instance instance) {
    if (superclass != null) {
      superclass.initializeFields(instance);
    }
    if (fieldInitializer != null) {
      fieldInitializer.call1(instance);
    }
  }

  /// Makes an instance from positional arguments.
  public Instance construct(@Nullable Object... args) {
    return construct(args, NO_NAMES);
  }

  /// Makes an instance; the last `names.length` arguments are named.
  public Instance construct(@Nullable Object[] args, String[] names) {
    Instance instance = allocate();
    FunctionValue init = initializer;
    if (init == null) {
      if (args.length != 0) {
        throw Errors.argument(name + "() expects no arguments, found " + args.length);
      }
      return instance;
    }
    Object[] all = new Object[args.length + 1];
    all[0] = instance;
    System.arraycopy(args, 0, all, 1, args.length);
    init.invokeNamed(all, names);
    return instance;
  }

  @Override
  public String toString() {
    return (model ? "<model " : "<class ") + name + ">";
  }
}
