# ruff: noqa: E501 (a line of a file is one line)
"""Each VLE's tables as small invented files: what vle-formats says of them, in the bytes that the VLE writes."""

from __future__ import annotations

PARTICIPANTS = """\
First name,Surname,ID number,Email address,Groups
Grace,Okafor,T2201,grace.okafor@example.ac.uk,HSC-A
Bartosz,Nowak,T2207,bartosz.nowak@example.ac.uk,"HSC-A, HSC-B"
Hoa,Nguyễn Thị,T2210,hoa@example.ac.uk,
"""
WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade),Feedback comments
Participant 1234507,"Okafor, Grace",grace.okafor@example.ac.uk,Submitted for grading,,40.00,Yes,"Monday, 23 November 2026, 4:41 PM",-,"Well done, Grace. See ""Budget"".\nSecond line"
Participant 1234512,Bartosz Nowak,bartosz.nowak@example.ac.uk,No submission,,40.00,Yes,-,-,
Participant 1234519,"=HYPERLINK(""https://example.org"")",hoa@example.ac.uk,Submitted for grading,12.00,40.00,No,"Wednesday, 1 July 2026, 4:41 PM",-,
"""
BLIND = """\
Identifier,Status,Grade,Maximum Grade,Grade can be changed,Last modified (submission),Last modified (grade)
Participant 1234507,Submitted for grading,,40.00,Yes,"Monday, 23 November 2026, 4:41 PM",-
"""
SPANISH = """\
Identificador,Nombre completo,Dirección de correo,Estado,Calificación,Calificación máxima,La calificación puede ser cambiada,Última modificación (entrega),Última modificación (calificación),Comentarios
Participante 1234507,Grace Okafor,grace.okafor@example.ac.uk,Enviado,,"40,00",Sí,"lunes, 23 de noviembre de 2026, 16:41",-,
Participante 1234512,Bartosz Nowak,bartosz.nowak@example.ac.uk,Sin entrega,,"40,00",Sí,-,-,
"""
MOODLE_GRADES = """\
First name,Last name,ID number,Institution,Department,Email address,Assignment: Unit 8 (Real),Course total (Real),Last downloaded from this course
Grace,Okafor,T2201,,,grace.okafor@example.ac.uk,31.50,31.50,1796000000
"""
CANVAS = '''\
Student,ID,SIS User ID,SIS Login ID,Section,Unit 8: Budgeting (55231),Unit 7: Impact (55230),Current Score
,,,,,Manual Posting,,
    Points Possible,,,,,40.00,20.00,(read only)
"Okafor, Grace",40812,T2201,grace.okafor,HSC-L4-A,31.50,,
"Nowak, Bartosz",40819,T2207,bartosz.nowak,HSC-L4-A,,EX,
"=""=SUM(1)""",40820,T2208,sum,HSC-L4-A,7.00,N/A,
"Student, Test",40999,,ab12,HSC-L4-A,,,
'''
BRIGHTSPACE = """\
OrgDefinedId,Username,Last Name,First Name,Unit 8 Points Grade <Numeric MaxPoints:40 Weight:10>,End-of-Line Indicator
#0022017,#grace.okafor,Okafor,Grace,31.5,#
#0022071,#bartosz.nowak,Nowak,Bartosz,,#
"""
BLACKBOARD = """\
"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t"Unit 8 [Total Pts: 40 Score] |664617"\t"Notes"
"Okafor"\t"Grace"\t"t2201"\t"0022017"\t"2026-11-23 16:41:07"\t"Yes"\t""\t"a, b"
"Nowak"\t"Bartosz"\t"t2207"\t"0022071"\t""\t"Yes"\t"12.00"\t""
"""
COLLEGE = "Surname;Forename;Student ID;E-mail;Access arrangements\r\nO’Neill;Ciarán;0022090;ciaran@example.ac.uk;ET25\r\n"
EVERY = {
    "moodle-participants": PARTICIPANTS.encode("utf-8-sig"),
    "moodle-worksheet": WORKSHEET.encode("utf-8-sig"),
    "moodle-grades": MOODLE_GRADES.encode(),
    "canvas": CANVAS.encode("utf-8-sig"),
    "brightspace": BRIGHTSPACE.replace("\n", "\r\n").encode(),
    "blackboard": b"\xff\xfe" + BLACKBOARD.encode("utf-16-le"),
    "plain": COLLEGE.encode("cp1252"),
}
