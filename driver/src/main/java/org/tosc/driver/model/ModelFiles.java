package org.tosc.driver.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.models.gguf.GgufWriter;
import org.tosc.models.gguf.Metadata;
import org.tosc.models.load.OpenModel;
import org.tosc.models.safetensors.SafetensorsWriter;
import org.tosc.models.train.Checkpoint;
import org.tosc.models.weights.NewWeight;
import org.tosc.rt.error.Errors;
import org.tosc.rt.error.FileReason;
import org.tosc.rt.ops.Kind;
import org.tosc.rt.ops.ParameterSlots;
import org.tosc.rt.ops.Show;
import org.tosc.rt.session.Session;
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
    if (!path.toLowerCase(Locale.ROOT).endsWith(SAFETENSORS)) {
      throw Errors.unavailable(
          "`save` of weights to " + Show.quote(path) + " is not available: it writes .safetensors");
    }
    Path file = Session.current().resolve(path);
    try {
      new Checkpoint(Map.of("format", "pt"), tensors(value)).write(file);
    } catch (IOException e) {
      throw Errors.io("cannot save " + Show.quote(path) + ": " + FileReason.ofWriting(e));
    }
  }

  /// A language model as it is now: what was trained is `f32`, everything else as its file has it.
  private static void save(OpenModel model, String path) {
    String name = path.toLowerCase(Locale.ROOT);
    Metadata metadata = model.metadata();
    List<NewWeight> weights = model.weights().all().stream().map(NewWeight::of).toList();
    Path file = Session.current().resolve(path);
    try {
      if (name.endsWith(SAFETENSORS)) {
        SafetensorsWriter.write(file, Map.of("format", "pt"), weights);
      } else if (name.endsWith(GGUF) && metadata != null) {
        GgufWriter.write(file, metadata, weights);
      } else {
        throw Errors.unavailable(cannot(path, metadata));
      }
    } catch (IOException e) {
      throw Errors.io("cannot save " + Show.quote(path) + ": " + FileReason.ofWriting(e));
    }
  }

  private static String cannot(String path, @Nullable Metadata metadata) {
    return "`save` of this model to "
        + Show.quote(path)
        + " is not available: it writes "
        + (metadata == null ? ".safetensors of what was a folder" : ".gguf and .safetensors");
  }

  private static Map<String, Tensor> tensors(Object value) {
    Map<String, Tensor> all = new LinkedHashMap<>();
    switch (value) {
      case Instance model when model.type.isModel() ->
          ParameterSlots.of(model).all().forEach(s -> all.put(s.name(), s.first()));
      case DictValue dict -> {
        for (int e = dict.first(); e >= 0; e = dict.after(e)) {
          if (!(dict.valueAt(e) instanceof Tensor tensor)) {
            throw Errors.type(
                "a dict of weights has tensors, found " + Kind.withArticle(dict.valueAt(e)));
          }
          all.put(String.valueOf(dict.keyAt(e)), tensor);
        }
      }
      default ->
          throw Errors.unavailable(
              "`save` of " + Kind.withArticle(value) + " is not available in this version");
    }
    return all;
  }
}
