package org.tosc.backends.x86.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tosc.backends.api.KernelSequence;
import org.tosc.backends.api.KernelSequence.Role;
import org.tosc.backends.api.KernelSequence.Tensor;
import org.tosc.backends.x86.code.CallingConvention;
import org.tosc.backends.x86.code.InstructionSet;
import org.tosc.backends.x86.elf.CType;
import org.tosc.backends.x86.elf.CType.Element;
import org.tosc.backends.x86.elf.Header;
import org.tosc.backends.x86.elf.Prototype;
import org.tosc.backends.x86.elf.Prototype.Parameter;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.Scalar;

/// The C header of a function's kernels: what each takes, of what and how many elements, and which
/// kernel makes what another one reads.
public final class KernelHeader {
  /// What elements are in C; those of other types are bytes.
  private static final Map<Scalar, Element> ELEMENTS =
      Map.of(
          Scalar.F32, Element.FLOAT,
          Scalar.F64, Element.DOUBLE,
          Scalar.F16, Element.UINT16,
          Scalar.BF16, Element.UINT16,
          Scalar.I8, Element.INT8,
          Scalar.I16, Element.INT16,
          Scalar.I32, Element.INT32,
          Scalar.I64, Element.INT64);

  private final KernelSequence function;
  private final Map<String, String> names = new HashMap<>();
  private int scratches;

  private KernelHeader(KernelSequence function) {
    this.function = function;
    for (KernelSequence.Step step : function.steps()) {
      step.inputs().forEach(this::call);
      step.results().forEach(this::call);
    }
  }

  /// The text of the file.
  ///
  /// @throws IllegalArgumentException where C takes no function of that name
  public static String of(Compiled compiled) {
    KernelHeader header = new KernelHeader(compiled.function());
    List<Prototype> functions = compiled.kernels().stream().map(header::prototype).toList();
    String comment = header.comment(compiled.set());
    boolean isForWindows = compiled.convention() == CallingConvention.WINDOWS;
    return new Header(compiled.function().name(), comment, functions, isForWindows).text();
  }

  private String comment(InstructionSet set) {
    String call =
        function.steps().size() == 1
            ? "One function computes `%s`.".formatted(function.name())
            : """
            `%s` is computed by these functions, called one after the other in this order.
            Parameters of the same name are the same array: what one function writes, a later one
            reads. Arrays of the name of none of its parameters or results live until the last
            function that takes them has returned.
            """
                .formatted(function.name());
    return "Made by tosc.\n\n"
        + call.strip()
        + """


        The code needs a CPU with %s, which it does not check.

        Arrays are row-major, without gaps, of any alignment, and none overlaps another one.
        Scratch holds zeros before the first call; calls leave in it what the next one finds, so
        two threads need scratch of their own. Results need hold nothing.\
        """
            .formatted(set.words());
  }

  private Prototype prototype(Compiled.Entry kernel) {
    List<Tensor> tensors = new ArrayList<>(kernel.step().inputs());
    tensors.addAll(kernel.step().results());
    List<Long> sizes = kernel.loops().attributes().integers("sizes");
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      Scalar element = ((BufferType) kernel.loops().params().get(i).type()).element();
      boolean isRead = i < kernel.step().inputs().size();
      CType type = isRead ? CType.in(element(element)) : CType.out(element(element));
      String size = count(sizes.get(i), element);
      parameters.add(
          i < tensors.size()
              ? new Parameter(
                  name(tensors.get(i)),
                  type,
                  (isRead ? "read: " : "written: ") + tensor(tensors.get(i), kernel) + size)
              : new Parameter(scratch(), type, "scratch, zeros before the first call: " + size));
    }
    return new Prototype(kernel.loops().symbol(), Optional.empty(), parameters, flow(kernel));
  }

  /// `2x3, made by net_k0, `.
  private String tensor(Tensor tensor, Compiled.Entry kernel) {
    String shape =
        tensor.type().shape().isEmpty()
            ? "a number, "
            : tensor.type().shape().stream().map(Object::toString).collect(Collectors.joining("x"))
                + ", ";
    return tensor.role() == Role.BETWEEN && kernel.step().inputs().contains(tensor)
        ? shape + "made by " + maker(tensor) + ", "
        : shape;
  }

  private String maker(Tensor tensor) {
    return function.steps().stream()
        .filter(s -> s.results().stream().anyMatch(r -> r.name().equals(tensor.name())))
        .map(s -> s.nests().symbol())
        .findFirst()
        .orElse("a caller");
  }

  private String flow(Compiled.Entry kernel) {
    return names(kernel.step().results()) + " from " + names(kernel.step().inputs());
  }

  private String names(List<Tensor> tensors) {
    return tensors.stream().map(this::name).collect(Collectors.joining(", "));
  }

  private static String count(long elements, Scalar element) {
    String each = elements == 1 ? " element of " : " elements of ";
    String all = elements + each + element.text();
    if (element.kind() == Scalar.Kind.BLOCK) {
      long bytes = (long) (elements * element.bits() / Byte.SIZE);
      return all + ", " + bytes + " bytes of blocks as GGML has them";
    }
    return element(element) == Element.UINT16 ? all + ", bit patterns" : all;
  }

  /// What one element is in C, or one byte of blocks.
  private static Element element(Scalar element) {
    return ELEMENTS.getOrDefault(element, Element.UINT8);
  }

  private String name(Tensor tensor) {
    return names.getOrDefault(tensor.name(), tensor.name());
  }

  /// Scratch of one kernel is none of another one.
  private String scratch() {
    String name = "scratch" + scratches++;
    while (names.containsValue(name)) {
      name += "_";
    }
    return name;
  }

  /// Gives a tensor a name that C takes and no other one has.
  private void call(Tensor tensor) {
    if (names.containsKey(tensor.name())) {
      return;
    }
    String name =
        tensor.name().codePoints().mapToObj(KernelHeader::letter).collect(Collectors.joining());
    while (!Prototype.isName(name) || names.containsValue(name)) {
      name = Character.isDigit(name.charAt(0)) ? "_" + name : name + "_";
    }
    names.put(tensor.name(), name);
  }

  private static String letter(int point) {
    boolean isPlain = point == '_' || (point < 0x80 && Character.isLetterOrDigit(point));
    return isPlain ? Character.toString(point) : "_u%x".formatted(point);
  }
}
