/// Examples, pages and golden renderings of every diagnostic code.
@NullMarked
package org.tosc.driver.errors;

import org.jspecify.annotations.NullMarked;
