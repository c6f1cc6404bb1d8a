package org.tosc.models.convert;

import org.tosc.models.gguf.Metadata;
import org.tosc.models.gguf.MetadataType;
import org.tosc.models.gguf.MetadataValue;
import org.tosc.models.weights.WeightFormat;

/// What `general.file_type` says of a file's matrices.
///
/// Source: `docs/gguf.md`, `general.file_type`; bf16 from `llama_ftype` of llama.cpp.
final class FileType {
  private static final String FILE_TYPE = "general.file_type";
  private static final String VERSION_KEY = "general.quantization_version";

  /// `GGML_QNT_VERSION` of `ggml.h`.
  private static final int VERSION = 2;

  private static final int UNKNOWN = -1;

  private FileType() {}

  /// Metadata that say what the matrices are, where there is a number for it.
  static Metadata mark(Metadata metadata, WeightFormat matrices) {
    int code = code(matrices);
    if (code == UNKNOWN) {
      return metadata;
    }
    Metadata marked = metadata.with(FILE_TYPE, new MetadataValue.Whole(MetadataType.U32, code));
    return matrices.isBlock()
        ? marked.with(VERSION_KEY, new MetadataValue.Whole(MetadataType.U32, VERSION))
        : marked;
  }

  private static int code(WeightFormat format) {
    return switch (format) {
      case F32 -> 0;
      case F16 -> 1;
      case Q4_0 -> 2;
      case Q4_1 -> 3;
      case Q8_0 -> 7;
      case Q5_0 -> 8;
      case Q5_1 -> 9;
      case Q2_K -> 10;
      case Q3_K -> 11;
      case Q4_K -> 14;
      case Q5_K -> 16;
      case Q6_K -> 18;
      case BF16 -> 32;
      case F64, F8E4M3, F8E5M2, I64, I32, I16, I8, U64, U32, U16, U8, BOOL -> UNKNOWN;
    };
  }
}
