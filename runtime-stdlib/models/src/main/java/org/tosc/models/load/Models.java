package org.tosc.models.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tosc.models.compute.Compute;
import org.tosc.models.gguf.GgufFile;
import org.tosc.models.hub.HubModel;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Models of any kind that is known here.
public final class Models {
  private static final int MOST_NAMES = 8;

  private Models() {}

  /// Opens a `.gguf` file, whatever its name, or a folder with `config.json` and weights; of such a
  /// folder a file of weights may be named instead, be it that of the folder or another one.
  ///
  /// @throws TensorFileFault where there is no model, with what there is instead
  public static OpenModel open(Path path, Compute compute) {
    if (Files.isDirectory(path)) {
      return folder(path, compute);
    }
    if (!Files.exists(path)) {
      throw TensorFileFault.ofWhole(path.toString(), "there is no such file");
    }
    byte[] start = start(path);
    if (new String(start, StandardCharsets.ISO_8859_1).startsWith("GGUF")) {
      return gguf(path, compute);
    }
    if (HubModel.folder(path) != null) {
      return hub(path, compute);
    }
    throw TensorFileFault.ofWhole(
        path.toString(), found(start, path.toString().endsWith(".safetensors")));
  }

  private static String found(byte[] start, boolean isWeights) {
    if (isWeights) {
      return "these are weights; there is no `"
          + HubModel.CONFIG
          + "` beside them that says of what";
    }
    if (start.length >= 2 && start[0] == 'P' && start[1] == 'K') {
      return "this is an archive, as PyTorch writes it; its weights are read as .safetensors only";
    }
    return "expected a model: a .gguf file, which begins with GGUF, or a folder with `"
        + HubModel.CONFIG
        + "`; "
        + (start.length == 0
            ? "this file is empty"
            : "this file begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(start));
  }

  private static OpenModel gguf(Path path, Compute compute) {
    GgufFile file = GgufFile.open(path);
    try {
      return OpenModel.of(path, file, compute);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static OpenModel folder(Path folder, Compute compute) {
    if (!Files.exists(folder.resolve(HubModel.CONFIG))) {
      throw TensorFileFault.ofWhole(
          folder.toString(),
          "expected a folder with `" + HubModel.CONFIG + "`; this one has " + names(folder));
    }
    return hub(folder, compute);
  }

  private static OpenModel hub(Path path, Compute compute) {
    HubModel model = HubModel.open(path);
    try {
      return OpenModel.of(model, compute);
    } catch (RuntimeException | Error e) {
      model.weights().close();
      throw e;
    }
  }

  /// The first names in a folder.
  private static String names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files.map(file -> "`" + TensorFileFault.escaped(name(file)) + "`").sorted().toList();
      String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
      int more = names.size() - MOST_NAMES;
      return names.isEmpty() ? "nothing" : first + (more > 0 ? " and " + more + " more" : "");
    } catch (IOException e) {
      throw TensorFileFault.of(folder.toString(), 0, e);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static byte[] start(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(4);
    } catch (IOException e) {
      throw TensorFileFault.of(path.toString(), 0, e);
    }
  }
}
