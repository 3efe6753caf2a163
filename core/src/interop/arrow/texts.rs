//! Columns as texts: the batch's own, or written out.

use crate::error::quote;
use crate::table::{Column, ColumnBuffer};
use arrow_array::cast::AsArray;
use arrow_array::temporal_conversions::{as_datetime, as_datetime_with_timezone};
use arrow_array::timezone::Tz;
use arrow_array::types::{
    ArrowDictionaryKeyType, ArrowPrimitiveType, ArrowTimestampType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, DecimalType, Float16Type,
    Float32Type, Float64Type, GenericStringType, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, GenericByteArray, OffsetSizeTrait, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};
use chrono::{NaiveDateTime, Timelike};

/// A column as texts: the batch's own, or written out.
#[derive(Debug)]
pub(super) enum Texts {
    Small(GenericByteArray<GenericStringType<i32>>),
    Large(GenericByteArray<GenericStringType<i64>>),
    /// The texts of a slice, with offsets that start at its beginning.
    SmallSlice(GenericByteArray<GenericStringType<i32>>, Vec<i64>),
    LargeSlice(GenericByteArray<GenericStringType<i64>>, Vec<i64>),
    Written(ColumnBuffer),
}

impl Texts {
    pub(super) fn column(&self) -> Column<'_> {
        match self {
            Texts::Small(array) => Column::small(text(array), array.value_offsets(), validity(array)),
            Texts::Large(array) => Column::large(text(array), array.value_offsets(), validity(array)),
            Texts::SmallSlice(array, offsets) => Column::large(text(array), offsets, validity(array)),
            Texts::LargeSlice(array, offsets) => Column::large(text(array), offsets, validity(array)),
            Texts::Written(buffer) => buffer.as_column(),
        }
    }
}

/// The bytes that an array's values lie in, and nothing around them.
fn bytes<O: OffsetSizeTrait>(array: &GenericByteArray<GenericStringType<O>>) -> Option<&[u8]> {
    let offsets = array.value_offsets();
    array.value_data().get(offsets.first()?.as_usize()..offsets.last()?.as_usize())
}

// It was UTF-8 when the array was taken in; looking again is cheap beside reading the values.
fn text<O: OffsetSizeTrait>(array: &GenericByteArray<GenericStringType<O>>) -> &str {
    bytes(array).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or("")
}

fn validity(array: &dyn Array) -> Option<(&[u8], usize)> {
    array.nulls().map(|nulls| (nulls.inner().values(), nulls.inner().offset()))
}

/// Takes a column in; an error says what is wrong with it.
pub(super) fn texts(array: &ArrayRef) -> Result<Texts, String> {
    Ok(match array.data_type() {
        DataType::Utf8 => borrowed(array.as_string::<i32>(), Texts::Small, Texts::SmallSlice),
        DataType::LargeUtf8 => borrowed(array.as_string::<i64>(), Texts::Large, Texts::LargeSlice),
        _ => Texts::Written(written(array)?),
    })
}

fn borrowed<O: OffsetSizeTrait>(
    array: &GenericByteArray<GenericStringType<O>>,
    whole: impl Fn(GenericByteArray<GenericStringType<O>>) -> Texts,
    slice: impl Fn(GenericByteArray<GenericStringType<O>>, Vec<i64>) -> Texts,
) -> Texts {
    // What comes over the C interface was promised to be UTF-8, not checked.
    if bytes(array).is_none_or(|bytes| std::str::from_utf8(bytes).is_err()) {
        return Texts::Written(strings(array));
    }
    let offsets = array.value_offsets();
    match offsets.first() {
        Some(first) if first.as_usize() > 0 => {
            let offset = |o: &O| i64::try_from(o.as_usize().saturating_sub(first.as_usize())).unwrap_or(i64::MAX);
            slice(array.clone(), offsets.iter().map(offset).collect())
        }
        _ => whole(array.clone()),
    }
}

/// Texts that are not all UTF-8: what is not, is replaced by U+FFFD.
fn strings<O: OffsetSizeTrait>(array: &GenericByteArray<GenericStringType<O>>) -> ColumnBuffer {
    let offsets = array.value_offsets();
    let mut buffer = ColumnBuffer::new();
    for (row, (from, to)) in offsets.iter().zip(offsets.iter().skip(1)).enumerate() {
        let bytes = array.value_data().get(from.as_usize()..to.as_usize());
        let text = bytes.filter(|_| array.is_valid(row)).map(String::from_utf8_lossy);
        buffer.push(text.as_deref());
    }
    buffer
}

macro_rules! numbers {
    ($array:expr, $($type:ty),*) => {
        $(if let Some(array) = $array.as_primitive_opt::<$type>() {
            return Ok(each(array, |value| Some(value.to_string())));
        })*
    };
}

macro_rules! decimals {
    ($array:expr, $($type:ty),*) => {
        $(if let Some(array) = $array.as_primitive_opt::<$type>() {
            let (precision, scale) = (array.precision(), array.scale());
            return Ok(each(array, |value| Some(<$type as DecimalType>::format_decimal(value, precision, scale))));
        })*
    };
}

macro_rules! dictionaries {
    ($array:expr, $($type:ty),*) => {
        $(if let Some(dictionary) = $array.as_dictionary_opt::<$type>() {
            return chosen(dictionary.keys(), dictionary.values());
        })*
    };
}

/// The texts of a column that has none.
fn written(array: &ArrayRef) -> Result<ColumnBuffer, String> {
    numbers!(array, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type);
    decimals!(array, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type);
    dictionaries!(array, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type);
    Ok(match array.data_type() {
        DataType::Null => (0..array.len()).map(|_| None).collect(),
        DataType::Utf8 => strings(array.as_string::<i32>()),
        DataType::LargeUtf8 => strings(array.as_string::<i64>()),
        DataType::Utf8View => array.as_string_view().iter().collect(),
        DataType::Boolean => array.as_boolean().iter().map(|b| b.map(|b| if b { "true" } else { "false" })).collect(),
        DataType::Float16 => each(array.as_primitive::<Float16Type>(), |v| float(v.is_nan(), &v)),
        DataType::Float32 => each(array.as_primitive::<Float32Type>(), |v| float(v.is_nan(), &v)),
        DataType::Float64 => each(array.as_primitive::<Float64Type>(), |v| float(v.is_nan(), &v)),
        DataType::Date32 => each(array.as_primitive::<Date32Type>(), |v| as_datetime::<Date32Type>(i64::from(v)).map(clock)),
        DataType::Date64 => each(array.as_primitive::<Date64Type>(), |v| as_datetime::<Date64Type>(v).map(clock)),
        DataType::Timestamp(unit, zone) => {
            let zone = zone.as_deref().map(|name| name.parse::<Tz>().map_err(|_| format!("has times in the zone {}, which is not known here", quote(name)))).transpose()?;
            match unit {
                TimeUnit::Second => times(array.as_primitive::<TimestampSecondType>(), zone),
                TimeUnit::Millisecond => times(array.as_primitive::<TimestampMillisecondType>(), zone),
                TimeUnit::Microsecond => times(array.as_primitive::<TimestampMicrosecondType>(), zone),
                TimeUnit::Nanosecond => times(array.as_primitive::<TimestampNanosecondType>(), zone),
            }
        }
        other => {
            return Err(format!("is of type {other}, which holds no text, number or date"));
        }
    })
}

fn each<T: ArrowPrimitiveType>(array: &PrimitiveArray<T>, write: impl Fn(T::Native) -> Option<String>) -> ColumnBuffer {
    array.iter().fold(ColumnBuffer::new(), |mut buffer, value| {
        buffer.push(value.and_then(&write).as_deref());
        buffer
    })
}

fn float(nan: bool, value: &impl ToString) -> Option<String> {
    (!nan).then(|| value.to_string())
}

fn times<T: ArrowTimestampType>(array: &PrimitiveArray<T>, zone: Option<Tz>) -> ColumnBuffer {
    each(array, |value| match zone {
        Some(zone) => as_datetime_with_timezone::<T>(value, zone).map(|at| at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        None => as_datetime::<T>(value).map(clock),
    })
}

/// Midnight is what a date column becomes in a data frame, so it is written as a date.
pub(super) fn clock(at: NaiveDateTime) -> String {
    if at.num_seconds_from_midnight() == 0 { at.date().to_string() } else { at.format("%Y-%m-%dT%H:%M:%S").to_string() }
}

/// The values that a dictionary's keys choose.
fn chosen<K: ArrowDictionaryKeyType>(keys: &PrimitiveArray<K>, values: &ArrayRef) -> Result<ColumnBuffer, String> {
    use arrow_buffer::ArrowNativeType;
    let values = written(values)?;
    let values = values.as_column();
    Ok(keys.iter().map(|key| values.get(key?.as_usize())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::{
        BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray, NullArray, StringArray, StringViewArray, TimestampMillisecondArray,
    };
    use std::sync::Arc;

    fn read(array: impl Array + 'static) -> Vec<Option<String>> {
        let array: ArrayRef = Arc::new(array);
        let texts = texts(&array).unwrap();
        let column = texts.column();
        assert_eq!(column.len(), array.len());
        (0..column.len()).map(|row| column.get(row).map(str::to_owned)).collect()
    }

    fn is(found: &[Option<String>], wanted: &[Option<&str>]) {
        assert_eq!(found.iter().map(Option::as_deref).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn strings_are_borrowed_with_their_slices_and_nulls() {
        let values: Vec<Option<&str>> = (0..40).map(|n| if n % 3 == 0 { None } else { Some(["张三", "", "x"][n % 3]) }).collect();
        for (from, len) in [(0, 40), (0, 7), (5, 30), (9, 0), (13, 1)] {
            let small = StringArray::from(values.clone()).slice(from, len);
            let large = LargeStringArray::from(values.clone()).slice(from, len);
            is(&read(small.clone()), &values[from..from + len]);
            is(&read(large), &values[from..from + len]);
            let held = texts(&(Arc::new(small.clone()) as ArrayRef)).unwrap();
            let inside = |text: &str| small.value_data().as_ptr_range().contains(&text.as_ptr());
            let column = held.column();
            assert!((0..len).filter_map(|row| column.get(row)).filter(|text| !text.is_empty()).all(inside), "no copy");
        }
    }

    #[test]
    fn other_types_are_written_out() {
        is(&read(StringViewArray::from(vec![Some("张三"), None, Some("a text longer than a view")])), &[Some("张三"), None, Some("a text longer than a view")]);
        is(&read(DictionaryArray::<Int8Type>::from_iter([Some("男"), None, Some("女"), Some("男")])), &[Some("男"), None, Some("女"), Some("男")]);
        is(&read(Int64Array::from(vec![Some(13_812_345_678), None, Some(-1)])), &[Some("13812345678"), None, Some("-1")]);
        is(&read(Float64Array::from(vec![13_812_345_678.0, 0.5, f64::NAN])), &[Some("13812345678"), Some("0.5"), None]);
        is(&read(BooleanArray::from(vec![true, false])), &[Some("true"), Some("false")]);
        is(&read(Decimal128Array::from(vec![123_450]).with_precision_and_scale(10, 2).unwrap()), &[Some("1234.50")]);
        is(&read(Date32Array::from(vec![19_844])), &[Some("2024-05-01")]);
        is(&read(NullArray::new(2)), &[None, None]);
    }

    #[test]
    fn times_show_the_clock_of_their_zone() {
        let times = TimestampMillisecondArray::from(vec![1_714_530_191_000, 1_714_521_600_000]);
        is(&read(times.clone()), &[Some("2024-05-01T02:23:11"), Some("2024-05-01")]);
        is(&read(times.clone().with_timezone("+08:00")), &[Some("2024-05-01T10:23:11+08:00"), Some("2024-05-01T08:00:00+08:00")]);
        let nowhere: ArrayRef = Arc::new(times.with_timezone("Moon/Tycho"));
        assert_eq!(texts(&nowhere).unwrap_err(), "has times in the zone `Moon/Tycho`, which is not known here");
    }
}
