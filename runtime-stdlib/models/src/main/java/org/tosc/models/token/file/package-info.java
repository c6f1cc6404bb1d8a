/// Tokenizers out of files: the metadata of GGUF (`GgufTokenizer`), `tokenizer.json` of Hugging
/// Face (`JsonTokenizer`), and tiktoken's ranks (`TiktokenTokenizer`).
///
/// Any bytes may be given. What comes out is a tokenizer, or a
/// [org.tosc.rt.tensor.file.TensorFileFault] that has the byte and names what is not understood; a
/// part of a tokenizer that is not known is never left out.
@NullMarked
package org.tosc.models.token.file;

import org.jspecify.annotations.NullMarked;
