/// What the front ends of both languages need to say what is wrong with the form of a text.
@NullMarked
package org.tosc.frontend.form;

import org.jspecify.annotations.NullMarked;
