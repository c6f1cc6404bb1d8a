package org.tosc.backends.jvm.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.tosc.backends.jvm.link.ClassImage;
import org.tosc.backends.jvm.link.FunctionInfo;
import org.tosc.backends.jvm.link.SourceMap;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Span;

/// Compiles a module to class files.
public final class ModuleCompiler {
  private static final int FLAGS = ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS;

  private final Program program;
  private final Groups groups = new Groups();
  private final List<ClassWriter> classes = new ArrayList<>();
  private final List<Map<String, List<Code.Mark>>> marks = new ArrayList<>();

  private ModuleCompiler(Module module, int most) {
    Symbols symbols = new Symbols(module);
    List<Layout> layouts = new ArrayList<>();
    for (Function function : module.functions()) {
      layouts.add(layout(symbols, WideOperations.narrow(groups.open(function)), most));
    }
    this.program = new Program(symbols, layouts);
  }

  /// The class files of a module; the globals live in the first.
  public static Compiled compile(Module module) {
    return compile(module, Splitter.MAX_BYTES);
  }

  /// The same with another bound on the size of methods.
  public static Compiled compile(Module module, int most) {
    ModuleCompiler compiler = new ModuleCompiler(module, most);
    for (int i = 0; i < compiler.program.classCount(); i++) {
      compiler.open(i);
    }
    for (Layout layout : compiler.program.layouts()) {
      layout.pieces().forEach(piece -> compiler.emit(layout, piece));
    }
    for (int i = 0; i < compiler.program.classCount(); i++) {
      compiler.emitNests(i);
    }
    List<ClassImage> images = compiler.close();
    return new Compiled(
        images,
        module.functions().stream().map(compiler::info).toList(),
        compiler.program.attributes().stream().map(AttributeValues::of).toList(),
        compiler.groups.all());
  }

  /// Whether a program computes with vectors, so that it runs only where the JVM has them.
  public static boolean hasVectors(Module module) {
    return module.functions().stream().anyMatch(Vectors::areIn);
  }

  private FunctionInfo info(Function function) {
    return new FunctionInfo(
        function.symbol(),
        function.displayName(),
        program.classOf(function),
        program.methodName(function),
        Repr.method(function.params(), function.results()),
        function.captures(),
        signature(function));
  }

  /// The parameters in the text form of the run-time library: `a, b?, rest...`.
  private static String signature(Function function) {
    int count = function.params().size() - function.captures();
    List<String> names = function.attributes().strings("params");
    List<String> optional = function.attributes().strings("optional");
    String rest = function.attributes().string("rest", "");
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = i < names.size() ? names.get(i) : "p" + i;
      parts.add(name + (name.equals(rest) ? "..." : optional.contains(name) ? "?" : ""));
    }
    return String.join(", ", parts);
  }

  /// Splits a function as finely as its methods' sizes ask. What might be large is emitted for a
  /// trial, because estimates are not proofs.
  private static Layout layout(Symbols symbols, Function function, int most) {
    int estimate = Splitter.estimate(function);
    Layout whole = Layout.whole(function);
    if (Vectors.areIn(function)) {
      if (fits(symbols, whole, most)) {
        return whole;
      }
      throw new IllegalArgumentException(
          "@" + function.symbol() + " computes with vectors and is too large for one method");
    }
    if (estimate < most / 3 || (estimate < most && fits(symbols, whole, most))) {
      return whole;
    }
    Layout split = whole;
    for (int limit = most * 3 / 4; limit > most / 64; limit /= 2) {
      split = Splitter.split(function, limit);
      if (fits(symbols, split, most)) {
        return split;
      }
    }
    return split;
  }

  private static boolean fits(Symbols symbols, Layout layout, int most) {
    Program trial = Program.trial(symbols);
    ClassWriter scratch = new ClassWriter(0);
    scratch.visit(Opcodes.V25, 0, Program.className(0), null, "java/lang/Object", null);
    for (Piece piece : layout.pieces()) {
      MethodVisitor visitor =
          scratch.visitMethod(
              Opcodes.ACC_STATIC,
              trial.methodName(layout, piece),
              descriptor(layout, piece),
              null,
              null);
      Code code = new Code(visitor);
      new MethodEmitter(trial, Program.NOWHERE, layout, piece, code).emit();
      if (code.bytes() >= most) {
        return false;
      }
    }
    return true;
  }

  private void open(int index) {
    ClassWriter writer =
        new ClassWriter(FLAGS) {
          @Override
          protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
          }
        };
    writer.visit(
        Opcodes.V25,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER,
        Program.className(index),
        null,
        "java/lang/Object",
        null);
    source(writer);
    if (index == 0) {
      if (program.hasGrid()) {
        writer.visitField(Opcodes.ACC_STATIC, Launches.FIELD, Launches.DESCRIPTOR, null, null);
      }
      program
          .globals()
          .forEach(
              g ->
                  writer.visitField(
                      Opcodes.ACC_STATIC,
                      program.fieldName(g),
                      Repr.of(g.type()).descriptor(),
                      null,
                      null));
    }
    classes.add(writer);
    marks.add(new HashMap<>());
  }

  private void source(ClassWriter writer) {
    program.layouts().stream()
        .map(l -> l.function().span())
        .filter(s -> !s.isNone())
        .findFirst()
        .ifPresent(s -> writer.visitSource(s.source().name(), null));
  }

  private void emit(Layout layout, Piece piece) {
    int index = program.classOf(layout, piece);
    String name = program.methodName(layout, piece);
    MethodVisitor visitor =
        classes
            .get(index)
            .visitMethod(Opcodes.ACC_STATIC, name, descriptor(layout, piece), null, null);
    Code code = new Code(visitor);
    new MethodEmitter(program, index, layout, piece, code).emit();
    marks.get(index).put(name, code.marks());
  }

  /// Emits the methods of the nests that the code of a class calls.
  private void emitNests(int index) {
    List<NestMethod> nests = program.nests(index);
    for (int number = 0; number < nests.size(); number++) {
      NestMethod nest = nests.get(number);
      String name = Program.nestName(number);
      MethodVisitor visitor =
          classes.get(index).visitMethod(Opcodes.ACC_STATIC, name, nest.descriptor(), null, null);
      Code code = new Code(visitor);
      NestEmitter.emit(program, index, nest, code);
      marks.get(index).put(name, code.marks());
    }
  }

  private static String descriptor(Layout layout, Piece piece) {
    Function function = layout.function();
    return piece.isRoot() ? Repr.method(function.params(), function.results()) : piece.descriptor();
  }

  private List<ClassImage> close() {
    List<ClassImage> images = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      classes.get(i).visitEnd();
      byte[] bytes = classes.get(i).toByteArray();
      Map<String, SourceMap> maps = new HashMap<>();
      marks.get(i).forEach((name, list) -> maps.put(name, sourceMap(list)));
      images.add(new ClassImage(Program.className(i), bytes, maps));
    }
    return images;
  }

  private static SourceMap sourceMap(List<Code.Mark> marks) {
    int[] offsets = marks.stream().map(Code.Mark::label).mapToInt(Label::getOffset).toArray();
    return new SourceMap(offsets, marks.stream().map(Code.Mark::span).toArray(Span[]::new));
  }
}
