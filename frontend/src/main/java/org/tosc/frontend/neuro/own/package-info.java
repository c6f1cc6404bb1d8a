/// Who owns tensors and who borrows them (languages.md, section 2.2).
///
/// A tensor has one owner. Using the owner's name as a value moves the tensor; `view()` and other
/// methods borrow it, and so does a method's `self`. [org.tosc.frontend.neuro.own.Owning] is the
/// one place that says which use is which: checking ([org.tosc.frontend.neuro.own.Ownership]) and
/// lowering, which frees what is left, both ask it.
@NullMarked
package org.tosc.frontend.neuro.own;

import org.jspecify.annotations.NullMarked;
