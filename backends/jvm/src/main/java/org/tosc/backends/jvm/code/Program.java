package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Attributes;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Global;
import org.tosc.tir.ir.Module;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Region;

/// Which class and method each function of a module is compiled to, and how code in one class
/// reaches the others.
///
/// Hidden classes cannot name each other, so what lies in another class is called through a
/// constant call site that links at the first call.
final class Program {
  /// Constant pools hold 65,535 entries; an operation needs fewer than five.
  private static final int OPERATIONS_PER_CLASS = 10_000;

  static final String LINK = "org/tosc/backends/jvm/link/Link";
  private static final String CLASS = "org/tosc/backends/jvm/link/Program";
  private static final String SITE =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;";

  /// The class of what a trial emits: nothing else is in it, so that every reference has the size
  /// of one to another class.
  static final int NOWHERE = -1;

  private final Symbols symbols;
  private final List<Layout> layouts;
  private final Map<String, Integer> classes = new HashMap<>();
  private final List<Attributes> attributes = new ArrayList<>();
  private final Map<Integer, Nests> nests = new HashMap<>();
  private int classCount = 1;

  Program(Symbols symbols, List<Layout> layouts) {
    this.symbols = symbols;
    this.layouts = layouts;
    int operations = 0;
    for (Layout layout : layouts) {
      int total = count(layout.function().body());
      for (Piece piece : layout.pieces()) {
        int size = piece.isRoot() ? total : 0;
        if (operations > 0 && operations + size > OPERATIONS_PER_CLASS) {
          classCount++;
          operations = 0;
        }
        operations += layout.isSplit() ? size / layout.pieces().size() + 1 : size;
        classes.put(methodName(layout, piece), classCount - 1);
      }
    }
  }

  /// What methods are emitted against to learn their sizes, before any function has its class.
  static Program trial(Symbols symbols) {
    return new Program(symbols, List.of());
  }

  List<Layout> layouts() {
    return layouts;
  }

  int classCount() {
    return classCount;
  }

  static String className(int index) {
    return CLASS + index;
  }

  int classOf(Layout layout, Piece piece) {
    return classOf(methodName(layout, piece));
  }

  private int classOf(String method) {
    boolean trial = layouts.isEmpty();
    return trial ? 0 : Objects.requireNonNull(classes.get(method), method);
  }

  int classOf(Function function) {
    return classOf(methodName(function));
  }

  String methodName(Layout layout, Piece piece) {
    String name = methodName(layout.function());
    return piece.isRoot() ? name : name + "$" + piece.number();
  }

  String methodName(Function function) {
    return symbols.methodName(function.symbol());
  }

  Function function(String symbol) {
    return Objects.requireNonNull(symbols.module().function(symbol), symbol);
  }

  Global global(String symbol) {
    return Objects.requireNonNull(symbols.module().global(symbol), symbol);
  }

  List<Global> globals() {
    return symbols.module().globals();
  }

  String fieldName(Global global) {
    return symbols.fieldName(global);
  }

  /// Whether at most one activation of a function happens per program.
  boolean runsOnce(Function function) {
    return function.symbol().equals(Module.MAIN) && !symbols.isReferenced(function.symbol());
  }

  /// The number under which call sites find an operation's attributes.
  int attributes(Operation op) {
    attributes.add(op.attributes());
    return attributes.size() - 1;
  }

  /// A built-in as a function value.
  static ConstantDynamic builtin(String name) {
    return constant("builtin", "builtinValue", "Ljava/lang/Object;", name);
  }

  /// The address of a function.
  static ConstantDynamic address(String symbol) {
    return constant("address", "address", "Ljava/lang/invoke/MethodHandle;", symbol);
  }

  /// A string constant.
  static ConstantDynamic text(String value) {
    return constant("text", "text", "Lorg/tosc/rt/value/Text;", value);
  }

  /// A constant that a method of `Link` makes of a string.
  static ConstantDynamic constant(String id, String method, String descriptor, String argument) {
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            LINK,
            method,
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
                + "Ljava/lang/String;)"
                + descriptor,
            false);
    return new ConstantDynamic(id, descriptor, bootstrap, argument);
  }

  List<Attributes> attributes() {
    return attributes;
  }

  /// Calls a function whose arguments are on the stack.
  void call(MethodEmitter method, Function callee) {
    if (callee.attributes().flag("specialise", false)) {
      String descriptor = Repr.method(callee.params(), callee.results());
      method.code.dynamic(
          "part", descriptor, bootstrap("part", "Ljava/lang/String;"), callee.symbol());
      return;
    }
    call(method, methodName(callee), Repr.method(callee.params(), callee.results()));
  }

  /// Calls a piece of the function that `method` belongs to; the frame is on the stack.
  void callPiece(MethodEmitter method, Piece piece) {
    call(method, methodName(method.layout, piece), piece.descriptor());
  }

  private void call(MethodEmitter method, String name, String descriptor) {
    int target = classOf(name);
    if (target == method.classIndex) {
      method.code.call(className(target), name, descriptor);
    } else {
      method.code.dynamic(name, descriptor, bootstrap("remote", "I"), target);
    }
  }

  /// Calls the method of a nest, whose parameters are on the stack. The method lies in the class of
  /// the caller; what a trial calls is never made.
  void callNest(MethodEmitter method, NestMethod nest) {
    int number = nests.computeIfAbsent(method.classIndex, _ -> new Nests()).number(nest);
    String owner = className(Math.max(0, method.classIndex));
    method.code.call(owner, nestName(number), nest.descriptor());
  }

  /// The name of a nest's method.
  static String nestName(int number) {
    return "nest-" + number;
  }

  /// The nests that the code of a class calls.
  List<NestMethod> nests(int classIndex) {
    Nests found = nests.get(classIndex);
    return found == null ? List.of() : found.all();
  }

  void globalGet(MethodEmitter method, Global global) {
    String descriptor = Repr.of(global.type()).descriptor();
    if (method.classIndex == 0) {
      method.code.field(Opcodes.GETSTATIC, className(0), fieldName(global), descriptor);
    } else {
      method.code.dynamic(fieldName(global), "()" + descriptor, bootstrap("remoteGlobal", ""));
    }
  }

  void globalSet(MethodEmitter method, Global global) {
    String descriptor = Repr.of(global.type()).descriptor();
    if (method.classIndex == 0) {
      method.code.field(Opcodes.PUTSTATIC, className(0), fieldName(global), descriptor);
    } else {
      method.code.dynamic(
          fieldName(global), "(" + descriptor + ")V", bootstrap("remoteGlobal", ""));
    }
  }

  /// Whether any operation asks for the grid of a launch.
  boolean hasGrid() {
    return symbols.hasGrid();
  }

  /// Pushes the grid of the launch that runs, or null.
  void gridGet(MethodEmitter method) {
    if (method.classIndex == 0) {
      method.code.field(Opcodes.GETSTATIC, className(0), Launches.FIELD, Launches.DESCRIPTOR);
    } else {
      method.code.dynamic(
          Launches.FIELD, "()" + Launches.DESCRIPTOR, bootstrap("remoteGlobal", ""));
    }
  }

  void gridSet(MethodEmitter method) {
    if (method.classIndex == 0) {
      method.code.field(Opcodes.PUTSTATIC, className(0), Launches.FIELD, Launches.DESCRIPTOR);
    } else {
      method.code.dynamic(
          Launches.FIELD, "(" + Launches.DESCRIPTOR + ")V", bootstrap("remoteGlobal", ""));
    }
  }

  /// A bootstrap method of `Link` with these further parameters.
  static Handle bootstrap(String name, String parameters) {
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        LINK,
        name,
        SITE + parameters + ")Ljava/lang/invoke/CallSite;",
        false);
  }

  private static int count(Region region) {
    int count = region.ops().size();
    for (Operation op : region.ops()) {
      for (Region nested : op.regions()) {
        count += count(nested);
      }
    }
    return count;
  }
}
