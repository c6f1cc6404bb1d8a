package org.tosc.driver.model;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tosc.models.gguf.GgufForm;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.load.OpenModel;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.train.Checkpoint;
import org.tosc.models.weights.NewWeight;
import org.tosc.models.weights.Weight;
import org.tosc.models.weights.WeightFormat;
import org.tosc.models.weights.Weights;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.ParameterSlots;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
import org.tosc.rt.tensor.Raw;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.tensor.file.TensorFileFault;
import org.tosc.rt.value.DictValue;
import org.tosc.rt.value.Instance;
import org.tosc.rt.value.Text;

/// Files of weights by name, `.safetensors`: what PyTorch calls a `state_dict`.
///
/// A model's tensors have the paths of their fields as names: `layers.0.weight`. Loading gives a
/// dict of tensors, which `m.load_state(weights)` puts into a model.
final class ModelFiles {
  static final String SAFETENSORS = ".safetensors";
  private static final String GGUF = ".gguf";

  /// What PyTorch's readers want to be told.
  private static final Map<String, String> FOR_PYTORCH = Map.of("format", "pt");

  private ModelFiles() {}

  /// The tensors of a file by name.
  static DictValue weights(String path) {
    try {
      Checkpoint read = Checkpoint.read(Session.current().resolve(path));
      DictValue weights = new DictValue();
      read.tensors().forEach((name, tensor) -> weights.put(Text.of(name), tensor));
      return weights;
    } catch (TensorFileFault fault) {
      throw TrainingData.fault(path, fault);
    }
  }

  static void save(Object value, String path) {
    if (value instanceof LoadedModel loaded) {
      save(loaded.open(), path);
      return;
    }
    if (value instanceof LoadedEncoder encoder) {
      save(encoder.open(), path);
      return;
    }
    if (!path.toLowerCase(Locale.ROOT).endsWith(SAFETENSORS)) {
      throw Errors.unavailable(
          "`save` of weights to " + Show.quote(path) + " is not available: it writes .safetensors");
    }
    Path file = Session.current().resolve(path);
    try {
      new Checkpoint(FOR_PYTORCH, tensors(value)).write(file);
    } catch (IOException e) {
      throw Errors.io("cannot save " + Show.quote(path) + ": " + FileReason.ofWriting(e));
    }
  }

  /// A language model or an encoder as it is now: what was trained is `f32`, everything else as its
  /// file has it.
  private static void save(OpenModel model, String path) {
    String name = path.toLowerCase(Locale.ROOT);
    Path file = Session.current().resolve(path);
    try {
      if (name.endsWith(SAFETENSORS)) {
        SafetensorsWriter.write(file, FOR_PYTORCH, model.inFiles());
      } else if (name.endsWith(GGUF)) {
        GgufForm form = model.asGguf();
        Weights weights = form.weights();
        List<NewWeight> all = weights.all().stream().map(w -> NewWeight.of(weights, w)).toList();
        GgufWriter.write(file, form.metadata(), all);
      } else {
        throw Errors.unavailable(
            "`save` of this model to "
                + Show.quote(path)
                + " is not available: it writes .gguf and .safetensors");
      }
    } catch (TensorFileFault fault) {
      throw Errors.unavailable("cannot save " + Show.quote(path) + ": " + fault.reason());
    } catch (IOException e) {
      throw Errors.io("cannot save " + Show.quote(path) + ": " + FileReason.ofWriting(e));
    }
  }

  private static Map<String, Tensor> tensors(Object value) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    switch (value) {
      case Instance model when model.type.isModel() ->
          ParameterSlots.of(model).all().forEach(s -> all.put(s.name(), s.first()));
      case DictValue dict -> all.putAll(named(dict));
      default ->
          throw Errors.unavailable(
              "`save` of " + Kind.withArticle(value) + " is not available in this version");
    }
    return all;
  }

  private static Map<String, Tensor> named(DictValue dict) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    for (int e = dict.first(); e >= 0; e = dict.after(e)) {
      if (!(dict.valueAt(e) instanceof Tensor tensor)) {
        throw Errors.type(
            "a dict of weights has tensors, found " + Kind.withArticle(dict.valueAt(e)));
      }
      all.put(String.valueOf(dict.keyAt(e)), tensor);
    }
    return all;
  }

  /// The tensors of a dict as weights of a language model, copied.
  static List<Weight> asWeights(DictValue dict) {
    List<Weight> weights = new ArrayList<>();
    named(dict).forEach((name, tensor) -> weights.add(asWeight(name, tensor)));
    return weights;
  }

  private static Weight asWeight(String name, Tensor tensor) {
    WeightFormat format = WeightFormat.of(tensor.dtype());
    if (format == null) {
      throw Errors.type("no weights are of " + tensor.dtype() + ", as " + Show.quote(name) + " is");
    }
    MemorySegment elements = Raw.memory(tensor);
    MemorySegment bytes = Weight.memory(elements.byteSize());
    bytes.copyFrom(elements);
    return new Weight(name, format, tensor.shape(), bytes);
  }
}
