package org.tosc.backends.jvm;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ConstantDesc;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A readable listing of a class file: one line per instruction, with labels, source lines and
/// handlers.
final class Listing {
  private final StringBuilder out = new StringBuilder();
  private final Map<Label, String> labels = new HashMap<>();

  private Listing() {}

  static String of(byte[] bytes) {
    Listing listing = new Listing();
    ClassModel model = ClassFile.of().parse(bytes);
    listing.out.append("class ").append(model.thisClass().asInternalName()).append('\n');
    model
        .fields()
        .forEach(
            f ->
                listing
                    .out
                    .append("\nstatic ")
                    .append(f.fieldName().stringValue())
                    .append(" : ")
                    .append(f.fieldType().stringValue()));
    model.methods().forEach(listing::method);
    return listing.out.append('\n').toString();
  }

  private void method(MethodModel method) {
    labels.clear();
    out.append("\n\n")
        .append(method.methodName().stringValue())
        .append(method.methodType().stringValue());
    method.code().ifPresent(code -> code.forEach(this::element));
  }

  private void element(CodeElement element) {
    switch (element) {
      case LabelTarget target -> out.append('\n').append(name(target.label())).append(':');
      case LineNumber line -> out.append("\n  // line ").append(line.line());
      case ExceptionCatch handler ->
          out.append("\n  // from ")
              .append(name(handler.tryStart()))
              .append(" to ")
              .append(name(handler.tryEnd()))
              .append(" caught at ")
              .append(name(handler.handler()));
      case Instruction instruction ->
          out.append("\n    ").append(name(instruction)).append(operands(instruction));
      default -> {}
    }
  }

  private static String name(Instruction instruction) {
    return instruction.opcode().name().toLowerCase(Locale.ROOT);
  }

  private String name(Label label) {
    return labels.computeIfAbsent(label, _ -> "L" + labels.size());
  }

  private String operands(Instruction instruction) {
    return switch (instruction) {
      case BranchInstruction i -> " " + name(i.target());
      case LoadInstruction i -> named(i.slot(), name(i));
      case StoreInstruction i -> named(i.slot(), name(i));
      case ConstantInstruction.IntrinsicConstantInstruction _ -> "";
      case ConstantInstruction i -> " " + constant(i.constantValue());
      case FieldInstruction i -> " " + i.name().stringValue() + " : " + i.type().stringValue();
      case InvokeInstruction i ->
          " " + i.owner().asInternalName() + "." + i.name().stringValue() + i.type().stringValue();
      case InvokeDynamicInstruction i ->
          " " + i.name().stringValue() + i.type().stringValue() + arguments(i);
      case NewObjectInstruction i -> " " + i.className().asInternalName();
      case NewReferenceArrayInstruction i -> " " + i.componentType().asInternalName();
      case TypeCheckInstruction i -> " " + i.type().asInternalName();
      default -> "";
    };
  }

  /// The local's number, unless the opcode's name holds it.
  private static String named(int slot, String opcode) {
    return opcode.contains("_") && !opcode.endsWith("_w") ? "" : " " + slot;
  }

  private static String arguments(InvokeDynamicInstruction i) {
    return i.bootstrapArgs().isEmpty()
        ? ""
        : i.bootstrapArgs().stream()
            .map(Listing::constant)
            .collect(Collectors.joining(", ", " [", "]"));
  }

  private static String constant(ConstantDesc constant) {
    return constant instanceof String text
        ? "\"" + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"") + "\""
        : constant.toString();
  }
}
